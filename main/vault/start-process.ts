import { utilityProcess } from 'electron'
import { demandDescriptors } from '../files/descriptors.ts'
import { READY } from './messages.ts'
import type { Child } from './process.ts'

/**
 * Starts the keychain's process with this environment, and nothing of ours beside it. What it writes is thrown away.
 * Throws where there are too few file descriptors for it.
 */
export function startProcess(file: string, environment: Record<string, string>): Child {
  demandDescriptors()
  const child = utilityProcess.fork(file, [], {
    env: environment,
    stdio: 'ignore',
    serviceName: 'Latchkey keychain',
  })
  // A fault of V8's is told before the end that follows from it.
  child.on('error', () => {})
  // HAZARD: Electron does nothing where it is to end a process that is still being started.
  let wanted = true
  child.once('spawn', () => void (wanted || child.kill()))
  return {
    started: hear =>
      void child.on('message', said => {
        if (said === READY) hear()
      }),
    ask: asked => child.postMessage(asked),
    answered: hear =>
      void child.on('message', said => {
        if (said !== READY) hear(said)
      }),
    ended: hear => void child.once('exit', hear),
    end() {
      wanted = false
      child.kill()
    },
  }
}
