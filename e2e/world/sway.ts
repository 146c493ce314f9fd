import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { createSeat, nobody, onWayland, type WaylandDesktop } from './wayland.ts'

export interface Sway extends WaylandDesktop {
  /** Changes its one screen: `resolution 800x480`, `disable`, `enable`. */
  screen(change: string): Promise<void>
  /** Makes the window of Latchkey this large, as a person does. */
  resize(width: number, height: number): Promise<void>
  /** Presses keys, as `wtype` takes them. */
  press(...keys: readonly string[]): Promise<void>
  /** Copies a text in another program. */
  copyElsewhere(text: string): Promise<void>
  clipboard(): Promise<string>
  picture(file: string): Promise<void>
}

const run = promisify(execFile)

const configuration = `xwayland disable
output HEADLESS-1 resolution 1280x800
`
const layouts = { floating: 'for_window [title=".*"] floating enable', tiles: 'default_orientation vertical' }

interface Node {
  readonly name: string | null
  /** Of windows alone. */
  readonly pid?: number
  readonly focused: boolean
  readonly nodes: readonly Node[]
  readonly floating_nodes: readonly Node[]
}

/** Starts sway without a screen or a device but a keyboard; as `tiles`, its windows lie one below the other. */
export async function startSway(layout: keyof typeof layouts = 'floating'): Promise<Sway> {
  const seat = await createSeat({ asNobody: true })
  const configurationFile = path.join(seat.folder, 'config')
  const control = path.join(seat.folder, 'control')
  await writeFile(configurationFile, `${configuration}${layouts[layout]}\n`)
  seat.start([...nobody(), 'sway', '--config', configurationFile], {
    SWAYSOCK: control,
    WLR_BACKENDS: 'headless',
    WLR_RENDERER: 'pixman',
    WLR_LIBINPUT_NO_DEVICES: '1',
  })
  await seat.socket('control')
  const socket = await seat.socket('wayland-1')
  const client = { WAYLAND_DISPLAY: socket, SWAYSOCK: control }
  const ask = (command: string, ...rest: readonly string[]) =>
    run(command, rest, { env: { ...seat.environment, ...client } })
  // The desktop has a keyboard, and so a focus, only while this client holds one.
  seat.start(['wtype', '-s', '100000000'], client)

  return {
    launch: onWayland(socket),
    windows: async () => windowsIn(JSON.parse((await ask('swaymsg', '-t', 'get_tree', '-r')).stdout) as Node),
    openAnother: async () => void seat.start(['weston-flower'], client),
    screen: async change => void (await ask('swaymsg', `output HEADLESS-1 ${change}`)),
    resize: async (width, height) =>
      void (await ask('swaymsg', `[title="^Latchkey$"] resize set ${width} ${height}`)),
    press: async (...keys) => void (await ask('wtype', ...keys)),
    copyElsewhere: async text => void seat.start(['wl-copy', '--foreground', text], client),
    clipboard: () =>
      ask('wl-paste', '--no-newline').then(
        ({ stdout }) => stdout,
        () => '',
      ),
    picture: async file => void (await ask('grim', file)),
    stop: () => seat.stop(),
  }
}

const windowsIn = (node: Node): { readonly title: string; readonly focused: boolean }[] => [
  ...(node.pid === undefined ? [] : [{ title: node.name ?? '', focused: node.focused }]),
  ...[...node.nodes, ...node.floating_nodes].flatMap(windowsIn),
]
