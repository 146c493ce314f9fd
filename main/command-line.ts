import { app } from 'electron'
import { url as inspectorAddress } from 'node:inspector'

/** Chromium's own ways around TLS, and its ways to write what is sent, the token with it, to a file. */
const REFUSED = [
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'ssl-key-log-file',
  'log-net-log',
]
const DEBUGGING = ['remote-debugging-port', 'remote-debugging-pipe']

/** Takes the switches off the command line that a release has no use for. Only before `ready` does that help. */
export function refuseSwitches() {
  for (const name of REFUSED) app.commandLine.removeSwitch(name)
  delete process.env['SSLKEYLOGFILE']
  // SECURITY: what is attached to the page can press its every button. The fuse that keeps debuggers out of main, as
  // in every release, keeps them out of the page as well.
  if (app.isPackaged && inspectorAddress() === undefined) {
    for (const name of DEBUGGING) app.commandLine.removeSwitch(name)
  }
}

const LONGEST_BYTES = 16_384

/**
 * Whether the command line is short enough to ask for the lock. HAZARD: asking hands it to the app that runs already.
 * Chromium drops a message that is too long without an answer, takes that for a hung process and kills it
 * (process_singleton_posix.cc, `kMaxMessageLength`: 32 KB in Electron 33, 32 MB in 44 and later).
 */
export const isShort = (command: readonly string[]): boolean =>
  Buffer.byteLength(command.join('\0')) <= LONGEST_BYTES
