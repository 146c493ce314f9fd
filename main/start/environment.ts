import { userInfo } from 'node:os'
import { isAbsolute } from 'node:path'
import { stopCoverage } from 'node:v8'

const FOLDERS = ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR']
/** Folders separated by colons. */
const LISTS = ['XDG_CONFIG_DIRS', 'XDG_DATA_DIRS']

/**
 * Removes relative paths from the environment, which would depend on where the app was started. They are to be ignored
 * (freedesktop.org, XDG Base Directory Specification), but Chromium follows them, and uses /tmp as the home folder if
 * HOME is empty. Call this before anything else reads the environment.
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
    // No account has this user id, so there is no other home.
  }
}

/**
 * Whether Chromium's folders are this person's. Without a home it takes /tmp, where anybody may have put something before.
 */
export const hasHome = ({ HOME, XDG_CONFIG_HOME }: NodeJS.ProcessEnv): boolean =>
  [HOME, XDG_CONFIG_HOME].some(folder => isAbsolute(folder ?? ''))

/**
 * SECURITY: variables can make Chromium write the keys of its connections to a file, and Node which code of the app
 * ran. Node has read its variable by now, and would write at the end. Call this before the first request.
 */
export function writeNothingDown(environment: NodeJS.ProcessEnv) {
  delete environment['SSLKEYLOGFILE']
  stopCoverage()
}

// The path of a socket may be 107 bytes long. Chromium makes a folder of its own for it, and ends if the path is too
// long (process_singleton_posix.cc, `SetupSockAddr`).
const LONGEST_BYTES = 48

/** Where Chromium may put the socket of its lock, best first. */
export const socketFolders = (environment: NodeJS.ProcessEnv): readonly string[] =>
  [environment['TMPDIR'] ?? '/tmp', environment['XDG_RUNTIME_DIR'] ?? '', '/tmp', '/var/tmp'].filter(
    (folder, at, all) =>
      isAbsolute(folder) && Buffer.byteLength(folder) <= LONGEST_BYTES && all.indexOf(folder) === at,
  )

/** A screen on which windows appear. */
export interface Screen {
  readonly wayland: string
  readonly x11: string
}

export const screenOf = (environment: NodeJS.ProcessEnv): Screen => ({
  wayland: waylandSocket(environment['WAYLAND_DISPLAY'] ?? '', environment['XDG_RUNTIME_DIR'] ?? ''),
  // `:0`, `:0.0` and `unix:0` are the same server.
  x11: (environment['DISPLAY'] ?? '').replace(/^unix(?=:)/, '').replace(/(:\d+)\.\d+$/, '$1'),
})

const waylandSocket = (name: string, folder: string) =>
  name === '' || isAbsolute(name) ? name : `${folder}/${name}`

/** A remote terminal has none. */
export const isNone = ({ wayland, x11 }: Screen): boolean => wayland === '' && x11 === ''

/** Whether windows on `theirs` are known not to be visible on `own`. Each may have only one of the two names. */
export function isElsewhere(theirs: Screen, own: Screen): boolean {
  if (isNone(own)) return !isNone(theirs)
  const [one, other] =
    theirs.wayland !== '' && own.wayland !== '' ? [theirs.wayland, own.wayland] : [theirs.x11, own.x11]
  return one !== '' && other !== '' && one !== other
}
