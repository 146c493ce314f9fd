import { app } from 'electron'
import { url as inspectorAddress } from 'node:inspector'
import { resolve } from 'node:path'
import { type Switch, unknownSwitches } from './unknown-switches.ts'

const LONGEST_BYTES = 16_384

/**
 * Whether the command line is short enough to ask for the lock. HAZARD: asking may send it to an app that is already
 * running. That app drops a message that is too long without an answer, so Chromium takes it for hung and kills it
 * (process_singleton_posix.cc, `kMaxMessageLength`: 32 KB in Electron 33, 32 MB in 44 and later).
 */
export const isShort = (command: readonly string[]): boolean =>
  Buffer.byteLength(command.join('\0')) <= LONGEST_BYTES

const DEBUGGERS = ['inspect', 'inspect-brk', 'remote-debugging-port']

/** The switches of this start that the app refuses. */
export function refusedSwitches(): readonly Switch[] {
  const [, ...all] = process.argv
  // In development, switches before the app's folder are for the runtime. In a release there is no such folder.
  const folder = app.isPackaged ? -1 : all.findIndex(argument => resolve(argument) === app.getAppPath())
  const unknown = unknownSwitches(all.slice(folder + 1), process.platform)
  // SECURITY: a debugger attached to the page can press every button. The fuse that keeps debuggers out of main in
  // every release keeps them out of the page too.
  return inspectorAddress() === undefined ? unknown : unknown.filter(({ name }) => !DEBUGGERS.includes(name))
}
