import { utilityProcess } from 'electron'
import type { Child } from './process.ts'

/** Starts the keychain's process with this environment, and nothing of ours beside it. What it writes is thrown away. */
export function startProcess(file: string, environment: Record<string, string>): Child {
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
    started: hear => void child.once('spawn', hear),
    ask: asked => child.postMessage(asked),
    answered: hear => void child.on('message', hear),
    ended: hear => void child.once('exit', hear),
    end() {
      wanted = false
      child.kill()
    },
  }
}
