import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { createPrograms } from './programs.ts'
import { changedArea, restingPicture } from './screenshot.ts'
import type { Shell } from './shell.ts'

const screen = { x: 0, y: 0, width: 1280, height: 800 }
const socket = 'wayland-weston'
const smallestWindow = 200

const configuration = `[core]
idle-time=0

[shell]
panel-position=none
locking=false
background-color=0xff335577
`

/** Starts weston without a screen or a device. It tells nobody of its windows: they are what its pictures show. */
export async function startWeston(desktop: Desktop): Promise<Shell> {
  const file = path.join(desktop.home, 'weston.ini')
  await writeFile(file, configuration)
  const environment = {
    DISPLAY: '',
    WAYLAND_DISPLAY: socket,
    XDG_SESSION_TYPE: 'wayland',
    XDG_CURRENT_DESKTOP: 'weston',
  }
  const programs = createPrograms(desktop, environment)
  const size = [`--width=${screen.width}`, `--height=${screen.height}`]
  const backend = ['--backend=headless-backend.so', '--use-pixman', ...size]
  // --debug: it lets programs take pictures.
  programs.start(['weston', ...backend, `--socket=${socket}`, `--config=${file}`, '--debug'], {
    WAYLAND_DISPLAY: '',
  })
  await eventually('the socket of weston', () => existsSync(path.join(desktop.home, 'run', socket)))

  /** Its screenshooter writes into the folder that it is started in. */
  async function shoot(to: string): Promise<void> {
    const folder = await mkdtemp(path.join(desktop.home, 'picture-'))
    await programs.run(['env', `--chdir=${folder}`, 'weston-screenshooter'])
    const [name = ''] = await readdir(folder)
    await rename(path.join(folder, name), to)
    await rm(folder, { recursive: true })
  }
  const look = async (): Promise<Buffer> => {
    const taken = path.join(desktop.home, 'screen.png')
    await shoot(taken)
    return readFile(taken)
  }
  await eventually('a picture', look)
  const empty = await restingPicture(look, screen)

  return {
    launch: { arguments: ['--ozone-platform=wayland'], environment },
    async windows() {
      const area = changedArea(empty, await look(), screen)
      const isWindow = area !== null && Math.min(area.width, area.height) >= smallestWindow
      return isWindow ? [{ title: 'Latchkey', focused: true }] : []
    },
    icon: () => Promise.resolve(null),
    click: () => Promise.reject(new Error('there is no pointer')),
    coverWithAnother: () => Promise.reject(new Error('its windows cannot be told apart')),
    look,
    stop: programs.stop,
  }
}
