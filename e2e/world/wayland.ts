import { spawn } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eventually } from './eventually.ts'
import type { LaunchOptions } from './launch.ts'

/** Options that start the app on a Wayland display, and on no other. */
export const onWayland = (socket: string): LaunchOptions => ({
  arguments: ['--ozone-platform=wayland'],
  environment: { DISPLAY: '', WAYLAND_DISPLAY: socket, XDG_SESSION_TYPE: 'wayland' },
})

export interface WindowOnScreen {
  readonly title: string
  readonly focused: boolean
}

/** A Wayland desktop, and what a person sees and does on it. */
export interface WaylandDesktop {
  readonly launch: LaunchOptions
  /** Every window that is on the screen. */
  windows(): Promise<readonly WindowOnScreen[]>
  /** Opens a window of another program, which takes the focus. */
  openAnother(): Promise<void>
  stop(): Promise<void>
}

const NOBODY = 65_534

/** Where a compositor runs: a folder for its sockets, and who it runs as. */
export interface Seat {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  /** Starts a program that ends with the tests. */
  start(command: readonly string[], more?: Readonly<Record<string, string>>): () => void
  /** Waits for a socket, and returns its path. */
  socket(name: string): Promise<string>
  stop(): Promise<void>
}

/** `asNobody`: for a compositor that does not run as root. Its clients may. */
export async function createSeat({ asNobody = false } = {}): Promise<Seat> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seat-'))
  if (asNobody && process.getuid?.() === 0) await chown(folder, NOBODY, NOBODY)
  const environment = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
  }
  const stops: Array<() => void> = []
  return {
    folder,
    environment,
    start(command, more = {}) {
      const running = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
        env: { ...environment, ...more },
        stdio: 'ignore',
      })
      const stop = () => void running.kill()
      stops.push(stop)
      return stop
    },
    socket: name =>
      eventually(`the socket ${name}`, () => {
        const file = path.join(folder, name)
        return existsSync(file) && file
      }),
    async stop() {
      for (const stop of stops.reverse()) stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

/** As whom a compositor runs that does not run as root. */
export const nobody = (): readonly string[] =>
  process.getuid?.() === 0 ? ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'] : []
