import { utilityProcess } from 'electron'
import { demandDescriptors } from '../files/descriptors.ts'
import { READY } from './messages.ts'
import type { Child } from './process.ts'

/**
 * Starts the keychain's process with exactly this environment. Its output is thrown away. Throws if there are too few
 * file descriptors for it.
 */
export function startProcess(file: string, environment: Record<string, string>): Child {
  demandDescriptors()
  const child = utilityProcess.fork(file, [], {
    env: environment,
    stdio: 'ignore',
    serviceName: 'Latchkey keychain',
  })
  // A fatal error of V8 comes here before the process ends, which is handled by `ended`.
  child.on('error', () => {})
  // HAZARD: Electron does nothing when told to end a process that is still being started.
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
