import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import type { Desktop } from './desktop.ts'
import { eventually, PATIENCE_MS } from './eventually.ts'
import { type LaunchOptions, prepareLaunch } from './launch.ts'
import { signal } from './processes.ts'
import { repository } from './runtime.ts'

const ready = path.join(repository, 'e2e/world/ready.cjs')

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The real app, running. */
export interface RunningApp {
  readonly electron: ElectronApplication
  readonly processId: number
  /** Everything that it has written to stdout and stderr. */
  output(): string
  /** Waits for the window that is titled Latchkey. */
  window(): Promise<Page>
  /** Waits until no window is open. */
  noWindow(): Promise<void>
  windowCount(): Promise<number>
  clipboard(): Promise<string>
  setColourScheme(scheme: 'light' | 'dark'): Promise<void>
  /** Ends the app as the system does at logout, and waits for it. */
  quit(): Promise<Exit>
  kill(): Promise<Exit>
  /** The code or the signal that it ended with; null while it runs. */
  end(): number | NodeJS.Signals | null
  /** Waits `within` milliseconds, twenty seconds without, for the app to end for another reason. */
  exit(within?: number): Promise<Exit>
  /** Starts the app once more beside this one, and waits for the end of that second process. */
  secondStart(extra?: readonly string[]): Promise<Exit & { readonly output: string }>
}

/** Starts the app on the desktop, with plex.tv mapped to the port and every other host to nowhere. */
export async function launchApp(
  desktop: Desktop,
  port: number,
  options: LaunchOptions = {},
): Promise<RunningApp> {
  const launch = await prepareLaunch(desktop, port, options)
  const { executable, launcher, outputFile, commandLine, environment } = launch
  const electron = await _electron.launch({
    executablePath: launcher,
    // A packaged app cannot load a module first.
    args: [
      ...(options.executable === undefined ? ['-r', ready] : []),
      ...commandLine,
      ...(options.atLogin === true ? ['--hidden'] : []),
    ],
    env: { ...environment },
    cwd: desktop.home,
    // If this is false, Playwright itself starts Chromium without its sandbox.
    chromiumSandbox: launch.sandboxSwitches.length === 0,
    colorScheme: null,
  })
  const child = electron.process()
  const processId = child.pid ?? 0

  const exit = async (within = PATIENCE_MS): Promise<Exit> =>
    eventually(
      'the app to end',
      () =>
        (child.exitCode !== null || child.signalCode !== null) && {
          code: child.exitCode,
          signal: child.signalCode,
        },
      { within },
    )
  const windowCount = (): Promise<number> =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

  return {
    electron,
    processId,
    output: () => readFileSync(outputFile, 'utf8'),
    window: () => eventually('the window titled Latchkey', () => findWindow(electron)),
    noWindow: async () => void (await eventually('no window', async () => (await windowCount()) === 0)),
    windowCount,
    clipboard: () => electron.evaluate(({ clipboard }) => clipboard.readText()),
    setColourScheme: scheme =>
      electron.evaluate(({ nativeTheme }, wanted) => void (nativeTheme.themeSource = wanted), scheme),
    async quit() {
      // The answer may be lost when the process ends.
      await electron.evaluate(({ app }) => void setImmediate(() => app.quit())).catch(() => undefined)
      return exit()
    },
    end: () => child.exitCode ?? child.signalCode,
    async kill() {
      signal(-processId, 'SIGKILL')
      return exit()
    },
    exit,
    async secondStart(extra = []) {
      const second = spawn(executable, [...launch.sandboxSwitches, ...commandLine, ...extra], {
        env: environment,
        cwd: desktop.home,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: PATIENCE_MS,
        killSignal: 'SIGKILL',
      })
      const written = Promise.all([text(second.stdout), text(second.stderr)])
      const [code, endedBy] = (await once(second, 'exit')) as [number | null, NodeJS.Signals | null]
      return { code, signal: endedBy, output: (await written).join('') }
    },
  }
}

async function findWindow(electron: ElectronApplication): Promise<Page | undefined> {
  for (const page of electron.windows()) {
    if (!page.isClosed() && (await page.evaluate(isLatchkey))) return page
  }
  return undefined
}

/** It has its title before its scripts have run, and a key that comes between the two does nothing. */
const isLatchkey = () => document.title === 'Latchkey' && document.readyState === 'complete'
