import { existsSync } from 'node:fs'
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { createPrograms } from './programs.ts'
import type { ShownWindow } from './shell.ts'
import type { WaylandShell } from './wayland-stories.ts'

const socket = 'wayland-kwin'
const kwin = { destination: 'org.kde.KWin' } as const

/** Starts KWin without a screen or a device. Plasma's panel is not there: the tests' own is. */
export async function startKwin(desktop: Desktop): Promise<WaylandShell> {
  const environment = {
    DISPLAY: '',
    WAYLAND_DISPLAY: socket,
    XDG_SESSION_TYPE: 'wayland',
    XDG_CURRENT_DESKTOP: 'KDE',
  }
  const programs = createPrograms(desktop, environment)
  // A copy has none of the capabilities that its package gives it, without which it is not started everywhere.
  const own = path.join(desktop.home, 'kwin_wayland')
  await copyFile('/usr/bin/kwin_wayland', own)
  const size = ['--width', '1280', '--height', '800']
  programs.start([own, '--virtual', ...size, '--socket', socket, '--no-lockscreen'], {
    WAYLAND_DISPLAY: '',
    QT_QUICK_BACKEND: 'software',
    KWIN_COMPOSE: 'Q',
  })
  await eventually('the socket of KWin', () => existsSync(path.join(desktop.home, 'run', socket)))

  let scripts = 0
  /** Runs a script in it; what that prints comes among what KWin writes. */
  async function ask(expression: string): Promise<unknown> {
    scripts += 1
    const mark = `answer ${scripts}: `
    const file = path.join(desktop.home, `script-${scripts}.js`)
    await writeFile(file, `print('${mark}' + JSON.stringify(${expression}))`)
    const scripting = { ...kwin, path: '/Scripting', interface: 'org.kde.kwin.Scripting' }
    const [id] = await desktop.bus.call({ ...scripting, member: 'loadScript', signature: 's', body: [file] })
    await desktop.bus.call({
      ...kwin,
      path: `/${String(id)}`,
      interface: 'org.kde.kwin.Script',
      member: 'run',
    })
    const printed = await eventually('what KWin says', async () => {
      const log = (await readdir(programs.logs)).find(name => name.endsWith('kwin_wayland.txt')) ?? ''
      const lines = (await readFile(path.join(programs.logs, log), 'utf8')).split('\n')
      return lines.find(line => line.includes(mark))
    })
    await desktop.bus.call({ ...scripting, member: 'unloadScript', signature: 's', body: [file] })
    return JSON.parse(printed.slice(printed.indexOf(mark) + mark.length))
  }
  const windows = async () => (await ask(shownWindows)) as readonly ShownWindow[]
  await eventually('KWin on the bus', windows, { within: 20_000 })

  return {
    launch: { arguments: ['--ozone-platform=wayland'], environment },
    windows,
    icon: () => Promise.resolve(null),
    click: () => Promise.reject(new Error('there is no pointer')),
    async coverWithAnother() {
      programs.start(['weston-flower'])
      // Again and again: the one before is there already, and the new one comes when it likes.
      await eventually('a window of another program in front', async () => {
        await ask(activateFlower)
        return (await windows()).some(({ title, focused }) => title === 'Flower' && focused)
      })
    },
    look: null,
    clipboard: () => programs.run(['wl-paste', '--no-newline']).catch(() => ''),
    copyElsewhere: async text => {
      programs.start(['wl-copy', '--foreground', text])
    },
    stop: programs.stop,
  }
}

const shownWindows = `workspace.clientList()
  .filter(shown => !shown.minimized)
  .map(shown => ({ title: shown.caption, focused: shown.active }))`

/** As a click on it does. Whether there is one. */
const activateFlower = `workspace.clientList()
  .filter(shown => shown.caption === 'Flower')
  .map(shown => { workspace.activeClient = shown })
  .length > 0`
