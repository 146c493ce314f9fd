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
/** What starts it from a terminal, and did at login before it had its present name. */
export const packagedCommand = path.join(packagedFolder, 'latchkey')

/** Makes that folder, once in a run of the tests; returns what was said while it was made. */
export async function packageApp(): Promise<string> {
  test.setTimeout(180_000)
  const run = promisify(execFile)
  return onceInARun('package', async () => {
    const { stdout } = await run(process.execPath, ['scripts/package.mjs', '--dir'], { cwd: repository })
    return stdout
  })
}

export interface PackagedLaunchOptions extends LaunchOptions {
  /** First on the command line: what the executable would run if it were Node. */
  readonly script?: string
}

/** The packaged app, running with nothing attached to its main process: its fuses allow no debugger. */
export interface PackagedApp {
  /** Everything it wrote to stdout and stderr so far. */
  output(): string
  kill(): Promise<Exit>
  /** Waits for an end that something else brings about. */
  exit(): Promise<Exit>
}

/** Starts the packaged app as a desktop does, with plex.tv led to the port, and everything else led nowhere. */
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
