import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sandboxSwitches } from '../../scripts/run/sandbox.mjs'
import type { Desktop } from './desktop.ts'
import { eventually, PATIENCE_MS } from './eventually.ts'
import { mappedHosts } from './launch.ts'
import { readRuntime, repository } from './runtime.ts'

export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** In a terminal its errors, too. */
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  /** In a terminal of its own; else in pipes. */
  readonly terminal?: boolean
  /** Beside the desktop's; what is undefined is not there. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** What comes through the pipe. */
  readonly input?: string
}

/** A command that was started. */
export interface RunningCommand {
  readonly process: ChildProcess
  /** Waits until it has written what the pattern finds. */
  says(pattern: RegExp): Promise<RegExpMatchArray>
  /** Types into its terminal. */
  type(text: string): void
  end(): Promise<Ran>
}

/** Programs that run on the desktop and find `latchkey` on their PATH. */
export interface Command {
  /** Starts `latchkey` with these arguments. */
  start(args: readonly string[], options?: CommandOptions): RunningCommand
  run(args: readonly string[], options?: CommandOptions): Promise<Ran>
  /** Starts another program. */
  startProgram(command: readonly string[], options?: CommandOptions): RunningCommand
  runProgram(command: readonly string[], options?: CommandOptions): Promise<Ran>
}

/** Puts `latchkey` on the PATH of the desktop; plex.tv is at this port for the app that it may start. */
export async function createCommand(desktop: Desktop, port: number, app = repository): Promise<Command> {
  const { executable } = await readRuntime()
  const { switches } = await sandboxSwitches(path.dirname(executable))
  const launcher = path.join(desktop.home, 'bin/latchkey')
  const whole = [executable, ...switches, mappedHosts(port), '--log-level=3']
  await writeFile(
    launcher,
    `#!/bin/sh
[ -n "$DISPLAY$WAYLAND_DISPLAY" ] || headless='--ozone-platform=headless --disable-gpu'
exec ${whole.map(quoted).join(' ')} $headless ${quoted(app)} "$@"
`,
    { mode: 0o755 },
  )

  function startProgram(command: readonly string[], options: CommandOptions = {}): RunningCommand {
    const { terminal = false, environment = {}, input } = options
    const given = Object.entries({ ...desktop.environment, ...environment })
    const env = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<string, string>
    const [program = '', ...args] = terminal
      ? ['script', '-qefc', command.map(quoted).join(' '), '/dev/null']
      : command
    const child = spawn(program, args, { env, cwd: desktop.home, stdio: 'pipe' })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text))
    child.stdin.on('error', () => {})
    if (!terminal) child.stdin.end(input ?? '')
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
    const written = (): string => stdout + stderr
    return {
      process: child,
      says: pattern =>
        eventually(`the command to say ${pattern}`, () => pattern.exec(written()), { seen: written }),
      type: text => void child.stdin.write(text),
      async end() {
        const timer = setTimeout(() => child.kill('SIGKILL'), 2 * PATIENCE_MS)
        const [code, signal] = await ended
        clearTimeout(timer)
        return { code, signal, stdout, stderr }
      },
    }
  }

  const start: Command['start'] = (args, options) => startProgram([launcher, ...args], options)
  return {
    start,
    run: (args, options) => start(args, options).end(),
    startProgram,
    runProgram: (command, options) => startProgram(command, options).end(),
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
