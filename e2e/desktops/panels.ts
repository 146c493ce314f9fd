import type { ChildProcess } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { giveTo } from '../world/owner.ts'
import { end } from './programs.ts'
import { showsItems } from './registered-item.ts'
import { changedArea, middleOfIcon, restingPicture } from './screenshot.ts'
import type { Shell } from './shell.ts'
import { startX11Screen, type X11Screen } from './x11-screen.ts'

/** A desktop of X11 with a panel in which there is nothing but the tray. */
export interface Panel extends Shell {
  readonly screen: X11Screen
  /** Ends the panel by a signal. */
  endPanel(): Promise<void>
  /** Starts it once more. */
  startPanel(): Promise<void>
  /** It stands still, as one does that waits for something else. */
  pausePanel(): void
  resumePanel(): void
}

export interface Kind {
  readonly name: string
  readonly windowManager: readonly string[]
  /** Below the folder for configuration. */
  readonly files: Readonly<Record<string, string>>
  /** Programs that come and go with it, which a desktop's bus would start when they are asked for. */
  readonly before: readonly (readonly string[])[]
  readonly command: readonly string[]
  /** Whether it shows items of the bus; else it has only the older way, of X11. */
  readonly watcher: boolean
}

const HEIGHT = 32
const strip = { x: 0, y: 0, width: 1280, height: HEIGHT }

/** Starts the window manager and the panel. */
export async function startPanel(desktop: Desktop, kind: Kind): Promise<Panel> {
  await configure(desktop, kind)
  const screen = await startX11Screen(desktop, kind.windowManager)
  const { programs } = screen
  const bare = await screen.look(strip)
  let running: readonly ChildProcess[] = []
  const start = async (): Promise<void> => {
    running = [...kind.before, kind.command].map(command => programs.start(command))
    await eventually('the panel on the screen', async () => {
      return (
        changedArea(bare, await screen.look(strip), strip) !== null &&
        (!kind.watcher || (await showsItems(desktop.bus)))
      )
    })
  }
  await start()
  const empty = await restingPicture(() => screen.look(strip), strip)

  return {
    screen,
    launch: { arguments: [], environment: { DISPLAY: programs.environment['DISPLAY'] ?? '' } },
    windows: screen.windows,
    icon: async () => middleOfIcon(empty, await screen.look(strip), strip),
    click: screen.click,
    coverWithAnother: screen.coverWithAnother,
    look: () => screen.look(),
    async endPanel() {
      for (const child of running) await end(child)
    },
    startPanel: start,
    pausePanel: () => running.forEach(child => child.kill('SIGSTOP')),
    resumePanel: () => running.forEach(child => child.kill('SIGCONT')),
    stop: screen.stop,
  }
}

/** Writes what the panel reads when it starts. */
export async function configure({ configHome, owner }: Desktop, { files }: Kind): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(configHome, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await giveTo(owner, configHome)
}
