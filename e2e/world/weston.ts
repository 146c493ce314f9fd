import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createSeat, onWayland, type WaylandDesktop } from './wayland.ts'

const run = promisify(execFile)

/** Starts weston without a screen or a device: nobody has the focus there. */
export async function startWeston(): Promise<WaylandDesktop> {
  const seat = await createSeat()
  seat.start(['weston', '--backend=headless-backend.so', '--socket=weston', '--no-config', '--debug'])
  const socket = await seat.socket('weston')
  const client = { WAYLAND_DISPLAY: socket }
  return {
    launch: onWayland(socket),
    async windows() {
      const scene = run('weston-debug', ['scene-graph'], { env: { ...seat.environment, ...client } })
      const titles = (await scene).stdout.matchAll(/top-level window '(.*)' of /g)
      return [...titles].map(([, title = '']) => ({ title, focused: false }))
    },
    openAnother: async () => void seat.start(['weston-flower'], client),
    stop: () => seat.stop(),
  }
}
