import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Exit } from './app.ts'
import type { Desktop } from './desktop.ts'
import { eventually } from './eventually.ts'
import { type LaunchOptions, prepareLaunch } from './launch.ts'
import { onceInARun } from './once-in-a-run.ts'
import { signal } from './processes.ts'
import { repository } from './runtime.ts'
import { test } from './test.ts'

/** The folder that `npm run package -- --dir` makes on Linux. */
export const packagedFolder = path.join(repository, 'release/linux-unpacked')
export const packagedExecutable = path.join(packagedFolder, 'Latchkey')
/** The command that starts it from a terminal, and under the former name also at login. */
export const packagedCommand = path.join(packagedFolder, 'latchkey')

/** Makes that folder, once in a test run; returns what was printed meanwhile. */
export async function packageApp(): Promise<string> {
  test.setTimeout(180_000)
  const run = promisify(execFile)
  return onceInARun('package', async () => {
    const { stdout } = await run(process.execPath, ['scripts/package.mjs', '--dir'], { cwd: repository })
    return stdout
  })
}

export interface PackagedLaunchOptions extends LaunchOptions {
  /** First on the command line: a script that the executable would run if it were Node. */
  readonly script?: string
}

/** The packaged app, running with nothing attached to its main process: its fuses allow no debugger. */
export interface PackagedApp {
  /** Everything that it has written to stdout and stderr. */
  output(): string
  kill(): Promise<Exit>
  /** Waits for the app to end for another reason. */
  exit(): Promise<Exit>
}

/** Starts the packaged app as a desktop does, with plex.tv mapped to the port and every other host to nowhere. */
export async function startPackagedApp(
  desktop: Desktop,
  port: number,
  { script, ...options }: PackagedLaunchOptions = {},
): Promise<PackagedApp> {
  const launch = await prepareLaunch(desktop, port, { executable: packagedExecutable, ...options })
  const scripts = script === undefined ? [] : [script]
  const child = spawn(launch.launcher, [...scripts, ...launch.commandLine, ...launch.sandboxSwitches], {
    env: launch.environment,
    cwd: desktop.home,
    stdio: 'ignore',
    detached: true,
  })
  const exit = (): Promise<Exit> =>
    eventually(
      'the packaged app to end',
      () =>
        (child.exitCode !== null || child.signalCode !== null) && {
          code: child.exitCode,
          signal: child.signalCode,
        },
    )
  return {
    output: () => readFileSync(launch.outputFile, 'utf8'),
    async kill() {
      if (child.pid !== undefined) signal(-child.pid, 'SIGKILL')
      return exit()
    },
    exit,
  }
}
