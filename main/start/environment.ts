import { userInfo } from 'node:os'
import { isAbsolute } from 'node:path'
import { stopCoverage } from 'node:v8'

const FOLDERS = ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR']
/** Folders with colons between them. */
const LISTS = ['XDG_CONFIG_DIRS', 'XDG_DATA_DIRS']

/**
 * Lets no variable lead to a folder that depends on where the app was started. A relative path is to be ignored:
 * freedesktop.org, XDG Base Directory Specification. Chromium would follow it, and put the home folder into /tmp where
 * HOME is empty. The one place where that is done: it comes before anything else reads the environment.
 */
export function useAbsoluteFolders(
  environment: NodeJS.ProcessEnv,
  account: () => string = () => userInfo().homedir,
) {
  for (const name of FOLDERS) {
    if (!isAbsolute(environment[name] ?? '/')) delete environment[name]
  }
  for (const name of LISTS) {
    const absolute = (environment[name] ?? '').split(':').filter(isAbsolute)
    if (absolute.length === 0) delete environment[name]
    else environment[name] = absolute.join(':')
  }
  if (isAbsolute(environment['HOME'] ?? '')) return
  try {
    environment['HOME'] = account()
  } catch {
    // Nobody has this number: there is no other home to be had.
  }
}

/**
 * SECURITY: Chromium would write the keys of its connections to a file, and Node what ran of the app. Node has read its
 * variable by now, and would write at the end. To be done before the first request.
 */
export function writeNothingDown(environment: NodeJS.ProcessEnv) {
  delete environment['SSLKEYLOGFILE']
  stopCoverage()
}

// The name of a socket may be 107 bytes long, and Chromium makes a folder of its own for it and ends where that is too
// long (process_singleton_posix.cc, `SetupSockAddr`).
const LONGEST_BYTES = 48

/** Where Chromium may put the socket of its lock, the best first. */
export const socketFolders = (environment: NodeJS.ProcessEnv): readonly string[] =>
  [environment['TMPDIR'] ?? '/tmp', environment['XDG_RUNTIME_DIR'] ?? '', '/tmp', '/var/tmp'].filter(
    (folder, at, all) =>
      isAbsolute(folder) && Buffer.byteLength(folder) <= LONGEST_BYTES && all.indexOf(folder) === at,
  )

/** A screen that windows appear on. */
export interface Screen {
  readonly wayland: string
  readonly x11: string
}

export const screenOf = (environment: NodeJS.ProcessEnv): Screen => ({
  wayland: waylandSocket(environment['WAYLAND_DISPLAY'] ?? '', environment['XDG_RUNTIME_DIR'] ?? ''),
  // The same server by each of its names: `:0`, `:0.0`, `unix:0`.
  x11: (environment['DISPLAY'] ?? '').replace(/^unix(?=:)/, '').replace(/(:\d+)\.\d+$/, '$1'),
})

const waylandSocket = (name: string, folder: string) =>
  name === '' || isAbsolute(name) ? name : `${folder}/${name}`

/** A terminal from afar has none. */
export const isNone = ({ wayland, x11 }: Screen): boolean => wayland === '' && x11 === ''

/** Whether what appears on `theirs` is known not to be seen on `own`. Either may go by one of its two names alone. */
export function isElsewhere(theirs: Screen, own: Screen): boolean {
  if (isNone(own)) return !isNone(theirs)
  const [one, other] =
    theirs.wayland !== '' && own.wayland !== '' ? [theirs.wayland, own.wayland] : [theirs.x11, own.x11]
  return one !== '' && other !== '' && one !== other
}
