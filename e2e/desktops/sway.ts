import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { end, type Programs } from './programs.ts'
import { showsItems } from './registered-item.ts'
import { changedArea, middleOfIcon, restingPicture } from './screenshot.ts'
import type { Shell, ShownWindow } from './shell.ts'
import { startX11Screen } from './x11-screen.ts'

export interface SwayShell extends Shell {
  clipboard(): Promise<string>
  /** Another program copies a text. */
  copyElsewhere(text: string): Promise<void>
  restartPanel(): Promise<void>
  /** What its programs are started with, and those that look at it. */
  readonly programs: Pick<Programs, 'run'>
  readonly look: () => Promise<Buffer>
}

const run = promisify(execFile)
const NOBODY = 65_534
// sway does not run as root.
const asNobody =
  process.getuid?.() === 0 ? ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'] : []
const strip = { x: 0, y: 0, width: 1280, height: 32 }

const configuration = `xwayland disable
output X11-1 resolution 1280x800
default_border none
for_window [app_id=".*"] floating enable
`
const bar = {
  layer: 'top',
  position: 'top',
  height: strip.height,
  'modules-left': ['tray'],
  tray: { 'icon-size': 22, spacing: 8 },
}

interface Node {
  readonly name: string | null
  readonly pid?: number
  readonly focused: boolean
  readonly visible?: boolean
  readonly nodes: readonly Node[]
  readonly floating_nodes: readonly Node[]
}

/** Starts sway as a window of an X server, so that there is a pointer, with the tray of waybar and one more program. */
export async function startSwayShell(
  desktop: Desktop,
  beside: readonly string[] | null = null,
): Promise<SwayShell> {
  const screen = await startX11Screen(desktop, null)
  const { programs } = screen
  const folder = await mkdtemp(path.join(tmpdir(), 'sway-'))
  await writeFile(path.join(folder, 'config'), configuration)
  await mkdir(path.join(desktop.configHome, 'waybar'))
  await writeFile(path.join(desktop.configHome, 'waybar/config'), JSON.stringify(bar))
  if (asNobody.length > 0) await chown(folder, NOBODY, NOBODY)
  const sway = path.join(folder, 'sway')
  const root = await screen.look(strip)
  programs.start(['setpriv', ...asNobody, 'sway', '--config', path.join(folder, 'config')], {
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    SWAYSOCK: sway,
    WLR_BACKENDS: 'x11',
    WLR_RENDERER: 'pixman',
  })
  const socket = await eventually('the socket of sway', () => {
    const found = path.join(folder, 'wayland-1')
    return existsSync(found) && existsSync(sway) && found
  })
  const client = {
    DISPLAY: '',
    WAYLAND_DISPLAY: socket,
    XDG_SESSION_TYPE: 'wayland',
    XDG_CURRENT_DESKTOP: 'sway',
  }
  const options = { env: { ...programs.environment, SWAYSOCK: sway }, maxBuffer: 2 ** 25 }
  const ask = async (): Promise<Node> =>
    JSON.parse((await run('swaymsg', ['--type', 'get_tree', '--raw'], options)).stdout) as Node
  const windows = async (): Promise<readonly ShownWindow[]> => leaves(await ask())
  const differsFrom = async (before: Buffer) => changedArea(before, await screen.look(strip), strip) !== null
  await eventually('sway on the screen', () => differsFrom(root))
  const startBar = async () => {
    const bare = await restingPicture(() => screen.look(strip), strip)
    const started = programs.start(['waybar'], client)
    await eventually('the bar', async () => (await showsItems(desktop.bus)) && (await differsFrom(bare)))
    return started
  }
  let waybar = await startBar()
  if (beside !== null) programs.start(beside, client)
  const empty = await restingPicture(() => screen.look(strip), strip)

  return {
    launch: { arguments: ['--ozone-platform=wayland'], environment: client },
    windows,
    icon: async () => middleOfIcon(empty, await screen.look(strip), strip),
    click: screen.click,
    async coverWithAnother() {
      programs.start(['weston-flower'], client)
      await eventually('a window of another program', async () =>
        (await windows()).some(({ title, focused }) => title === 'Flower' && focused),
      )
    },
    clipboard: () => programs.run(['wl-paste', '--no-newline'], client).catch(() => ''),
    copyElsewhere: async text => {
      programs.start(['wl-copy', '--foreground', text], client)
    },
    async restartPanel() {
      await end(waybar)
      waybar = await startBar()
    },
    programs,
    look: () => screen.look(),
    async stop() {
      await screen.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const leaves = (node: Node): ShownWindow[] => [
  ...(node.pid === undefined || node.visible === false
    ? []
    : [{ title: node.name ?? '', focused: node.focused }]),
  ...[...node.nodes, ...node.floating_nodes].flatMap(leaves),
]
