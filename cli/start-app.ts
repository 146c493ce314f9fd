import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { type Environment, withoutAppImage } from '../common/given-environment.ts'
import { presetNames } from '../common/presets.ts'
import { variableNames } from '../common/preset-variables.ts'
import type { Invocation } from '../common/invocation.ts'
import type { Starting } from './connect.ts'

/** What the launcher adds for a verb alone: it keeps Chromium's own lines off the terminal. */
const QUIET = /^--log-level=/

/** Whether there is nowhere to show a window. */
export const isScreenless = (environment: Environment, platform: NodeJS.Platform): boolean =>
  platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']

/** Whether this is a terminal of another computer. The screen that it may bring goes away with it. */
export const isRemote = (environment: Environment): boolean =>
  Boolean(environment['SSH_CONNECTION'] || environment['SSH_TTY'])

/** What starts the app for commands: hidden, and on no screen where there is none. */
export function appCommand(
  { program, start, given }: Pick<Invocation, 'program' | 'start' | 'given'>,
  platform: NodeJS.Platform = process.platform,
): { readonly program: string; readonly command: readonly string[] } {
  const before = start.filter(argument => !QUIET.test(argument))
  const isHeadless = before.some(argument => argument.startsWith('--ozone-platform='))
  const headless =
    (isScreenless(given, platform) || (platform === 'linux' && isRemote(given))) && !isHeadless
      ? ['--ozone-platform=headless', '--disable-gpu']
      : []
  return {
    // What an AppImage mounts goes away with the process that mounted it.
    program: ownAppImage(given, program) ?? program,
    command: [...headless, ...before, '--hidden', '--for-commands'],
  }
}

/** The AppImage that this program is in. Its variables alone do not say so: what an AppImage starts inherits them. */
export function ownAppImage(
  { APPIMAGE: file = '', APPDIR: mounted = '' }: Environment,
  program: string,
): string | null {
  const folder = dirname(program)
  const named = isAbsolute(mounted) && basename(mounted) === basename(folder)
  return isAbsolute(file) && named && existsSync(join(folder, 'AppRun')) ? file : null
}

const KEYS = new Set([null, ...presetNames].flatMap(variableNames))

/** Without the key of a program that this command was called by: the app lives longer than that, and has no use for it. */
export const appEnvironment = (given: Environment): Environment =>
  Object.fromEntries(Object.entries(withoutAppImage(given)).filter(([name]) => !KEYS.has(name)))

/** Starts the app, which goes on when this command has ended. */
export function startApp(invocation: Invocation): Starting {
  const { program, command } = appCommand(invocation)
  const state: { ended: number | null | undefined } = { ended: undefined }
  try {
    const child = spawn(program, command, {
      // The app makes a home that is not there.
      cwd: isFolder(homedir()) ? homedir() : '/',
      env: appEnvironment(invocation.given),
      stdio: 'ignore',
      detached: true,
    })
    child.once('error', () => (state.ended = null)).once('exit', code => (state.ended = code))
    child.unref()
  } catch {
    // Of some errors Node tells at once.
    state.ended = null
  }
  return state
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
