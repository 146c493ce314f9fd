import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BusConnection } from '../world/bus-connection.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { startSessionBus } from '../world/session-bus.ts'
import * as scripts from './gnome-shell-scripts.ts'
import { createPrograms } from './programs.ts'
import type { Point, Shell, ShownWindow } from './shell.ts'

export interface GnomeShell extends Shell {
  /** Clicks on the icon, which opens the menu here, and then on the entry. */
  choose(label: string): Promise<void>
  /** Every text in each notification, the oldest first. */
  notifications(): Promise<readonly (readonly string[])[]>
  /** Takes away those that the shell itself has shown at its start. */
  forgetNotifications(): Promise<void>
  readonly look: () => Promise<Buffer>
  clipboard(): Promise<string>
  copyElsewhere(text: string): Promise<void>
  /** The extension goes and comes, as when the screen is locked and opened. */
  showIndicators(on: boolean): Promise<void>
  /**
   * Starts one of the two parts of what tells programs of the person's settings: the one that they ask, and the one that
   * knows. A desktop's bus would, when it is first asked for.
   */
  startPortal(part: keyof typeof portal): Promise<void>
  /** What the person chooses under "Accessibility" in the desktop's settings. */
  setHighContrast(on: boolean): Promise<void>
}

const START_MS = 60_000
const CLICKS_AGAIN_AFTER_MS = 2_000
const extension = 'ubuntu-appindicators@ubuntu.com'
const socket = 'wayland-gnome'
const portal = {
  asked: { program: 'xdg-desktop-portal', name: 'org.freedesktop.portal.Desktop' },
  knowing: { program: 'xdg-desktop-portal-gnome', name: 'org.freedesktop.impl.portal.desktop.gnome' },
}

const settings = (extensions: readonly string[]): string => `[org/gnome/shell]
enabled-extensions=[${extensions.map(name => `'${name}'`).join(',')}]
welcome-dialog-last-shown-version='999'

[org/gnome/desktop/interface]
enable-animations=false
`

/** Starts GNOME Shell without a screen or a device, with the extension that shows tray icons or without. */
export async function startGnomeShell(
  desktop: Desktop,
  { indicators }: { readonly indicators: boolean },
): Promise<GnomeShell> {
  const run = path.join(desktop.home, 'run/system')
  await mkdir(run, { recursive: true })
  const system = await startSessionBus(run, desktop.environment)
  const configuration = path.join(desktop.home, '.config/glib-2.0/settings')
  await mkdir(configuration, { recursive: true })
  await writeFile(path.join(configuration, 'keyfile'), settings(indicators ? [extension] : []))
  const programs = createPrograms(desktop, {
    DBUS_SYSTEM_BUS_ADDRESS: system.address,
    GSETTINGS_BACKEND: 'keyfile',
    LIBGL_ALWAYS_SOFTWARE: '1',
    DISPLAY: '',
    XDG_SESSION_TYPE: 'wayland',
  })
  programs.start(['python3', '-m', 'dbusmock', '--system', '--template', 'logind'])
  const systemBus = await system.connect()
  await eventually('the login service', () => hasOwner(systemBus, 'org.freedesktop.login1'))
  systemBus.close()

  const evaluate = async (code: string): Promise<unknown> => {
    const target = { destination: 'org.gnome.Shell', path: '/org/gnome/Shell', interface: 'org.gnome.Shell' }
    const [succeeded, answer] = await desktop.bus.call({
      ...target,
      member: 'Eval',
      signature: 's',
      body: [`(() => { const { Clutter, GLib, St } = imports.gi; ${code} })()`],
    })
    if (succeeded !== true) throw new Error(`GNOME Shell: ${String(answer)}`)
    return answer === '' ? undefined : JSON.parse(String(answer))
  }

  const options = ['--headless', '--unsafe-mode', '--wayland', '--no-x11', `--wayland-display=${socket}`]
  programs.start(['gnome-shell', ...options, '--virtual-monitor=1280x800'])
  const patience = { within: START_MS, every: 200 }
  const isUp = async () => (await evaluate('return Main.layoutManager._startingUp')) === false
  await eventually('GNOME Shell', isUp, patience)
  const isActive = `return Main.extensionManager.lookup('${extension}')?.state === 1`
  if (indicators) await eventually('the extension for tray icons', () => evaluate(isActive), patience)
  await evaluate('Main.overview.hide()')
  // A desktop's bus would start it when it is first asked for; this one starts nothing.
  programs.start(['gjs', '/usr/share/gnome-shell/org.gnome.Shell.Notifications'])
  await eventually('the notification service', () => hasOwner(desktop.bus, 'org.freedesktop.Notifications'))

  const look = async (code: string): Promise<Point | null> => (await evaluate(code)) as Point | null
  async function click(where: Point): Promise<void> {
    await evaluate(scripts.move(where))
    await eventually('the pointer to arrive', () => evaluate(scripts.arrived(where)))
    await evaluate(scripts.button('PRESSED'))
    await evaluate(scripts.button('RELEASED'))
  }
  async function picture(file: string): Promise<void> {
    const target = { destination: 'org.gnome.Shell.Screenshot', path: '/org/gnome/Shell/Screenshot' }
    const call = { ...target, interface: 'org.gnome.Shell.Screenshot', member: 'Screenshot' }
    const [, written] = await desktop.bus.call({ ...call, signature: 'bbs', body: [false, false, file] })
    if (String(written) !== file && existsSync(String(written))) await rename(String(written), file)
  }
  /**
   * Clicks on the icon, and on the entry once it moves no more. HAZARD: where an icon changes while
   * its menu opens, the extension (46) may hold it for open and show nothing: a person clicks again then.
   */
  async function choose(label: string): Promise<void> {
    let before: Point | null = null
    let clickedAt = -Infinity
    const entry = await eventually(
      `the entry ${label}`,
      async () => {
        const indicator = await look(scripts.icon)
        const now = await look(scripts.menuEntry(label))
        const isDue = performance.now() > clickedAt + CLICKS_AGAIN_AFTER_MS
        if (indicator !== null && now === null && isDue) {
          await click(indicator)
          clickedAt = performance.now()
        }
        const rests = now !== null && now.x === before?.x && now.y === before.y
        before = now
        return rests && now
      },
      { within: 20_000, every: 100 },
    )
    await click(entry)
  }

  return {
    launch: {
      arguments: ['--ozone-platform=wayland'],
      environment: { DISPLAY: '', WAYLAND_DISPLAY: socket, XDG_SESSION_TYPE: 'wayland' },
    },
    windows: async () => (await evaluate(scripts.windows)) as ShownWindow[],
    icon: () => look(scripts.icon),
    click,
    choose,
    notifications: async () => (await evaluate(scripts.notifications)) as string[][],
    forgetNotifications: async () => void (await evaluate(scripts.forgetNotifications)),
    async look() {
      const file = path.join(desktop.home, 'screen.png')
      await picture(file)
      return readFile(file)
    },
    async coverWithAnother() {
      programs.start(['weston-flower'], { WAYLAND_DISPLAY: socket })
      await eventually('a window of another program', async () =>
        ((await evaluate(scripts.windows)) as ShownWindow[]).some(
          ({ title, focused }) => /flower/i.test(title) && focused,
        ),
      )
    },
    async clipboard() {
      await evaluate(scripts.askClipboard)
      return String(await eventually('the clipboard', () => evaluate('return global.clipboardOfTests')))
    },
    copyElsewhere: async text => void (await evaluate(scripts.copy(text))),
    async showIndicators(on) {
      await evaluate(`Main.extensionManager.${on ? 'enable' : 'disable'}Extension('${extension}')`)
      await eventually('the change', async () => (await evaluate(isActive)) === on, patience)
    },
    async startPortal(part) {
      const { program, name } = portal[part]
      programs.start([`/usr/libexec/${program}`], { WAYLAND_DISPLAY: socket })
      await eventually(program, () => hasOwner(desktop.bus, name))
    },
    setHighContrast: async on =>
      void (await programs.run([
        'gsettings',
        'set',
        'org.gnome.desktop.a11y.interface',
        'high-contrast',
        String(on),
      ])),
    async stop() {
      await programs.stop()
      await system.stop()
    },
  }
}

async function hasOwner(bus: BusConnection, name: string): Promise<boolean> {
  const daemon = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' }
  const [owned] = await bus.call({ ...daemon, member: 'NameHasOwner', signature: 's', body: [name] })
  return owned === true
}
