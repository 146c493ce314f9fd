import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { tealPixels } from './screenshot.ts'
import type { Shell } from './shell.ts'
import { startSwayShell } from './sway.ts'
import { startX11Screen } from './x11-screen.ts'

/** A desktop with a service that shows notifications. */
export interface Notified extends Shell {
  /** Whether it has a tray; else the tests' own is to be opened. */
  readonly hasTray: boolean
  /** The body of the last one as the service has it; null where it tells nobody. */
  readonly lastBody: (() => Promise<string>) | null
  /** How many pixels on the screen, where there is no window, have the colour of the app's icon. */
  iconPixels(): Promise<number>
  /** It stands still, as one does that waits for something else. */
  pauseService(): void
  resumeService(): void
}

export interface Service {
  readonly name: string
  readonly start: (desktop: Desktop) => Promise<Notified>
}

const libraries = '/usr/lib/x86_64-linux-gnu/xfce4'

async function ownerOf({ bus }: Desktop): Promise<number> {
  const daemon = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' }
  const body = ['org.freedesktop.Notifications']
  return eventually('the notification service', async () => {
    const [id] = await bus.call({ ...daemon, member: 'GetConnectionUnixProcessID', signature: 's', body })
    return Number(id)
  })
}

async function onX11(
  desktop: Desktop,
  commands: readonly (readonly string[])[],
  read: readonly string[] | null,
): Promise<Notified> {
  const own = await startX11Screen(desktop, ['openbox'])
  for (const command of commands) own.programs.start(command)
  const service = await ownerOf(desktop)
  return {
    launch: { environment: { DISPLAY: own.programs.environment['DISPLAY'] ?? '' } },
    windows: own.windows,
    icon: () => Promise.resolve(null),
    click: own.click,
    coverWithAnother: own.coverWithAnother,
    look: () => own.look(),
    stop: own.stop,
    hasTray: false,
    lastBody: read === null ? null : async () => bodyIn(await own.programs.run(read)),
    iconPixels: async () => tealPixels(await own.look()),
    pauseService: () => void process.kill(service, 'SIGSTOP'),
    resumeService: () => void process.kill(service, 'SIGCONT'),
  }
}

/** What `busctl --json` writes of a notification. */
function bodyIn(text: string): string {
  const { data } = JSON.parse(text) as { data: [{ body: { data: string } }[]] }
  return data[0].at(-1)?.body.data ?? ''
}

const dunst: Service = {
  name: 'dunst',
  async start(desktop) {
    await mkdir(path.join(desktop.configHome, 'dunst'))
    // What it has shown it tells of only afterwards.
    const afterwards = ['sh', '-c', 'dunstctl close-all && dunstctl history']
    return onX11(desktop, [['dunst']], afterwards)
  },
}

const xfce: Service = {
  name: 'xfce4-notifyd',
  start: desktop =>
    onX11(desktop, [[`${libraries}/xfconf/xfconfd`], [`${libraries}/notifyd/xfce4-notifyd`]], null),
}

const mako: Service = {
  name: 'mako',
  async start(desktop) {
    const shell = await startSwayShell(desktop, ['mako'])
    const service = await ownerOf(desktop)
    return {
      ...shell,
      hasTray: true,
      lastBody: async () => bodyIn(await shell.programs.run(['makoctl', 'list'])),
      iconPixels: async () => tealPixels(await shell.look()),
      pauseService: () => void process.kill(service, 'SIGSTOP'),
      resumeService: () => void process.kill(service, 'SIGCONT'),
    }
  },
}

export const notificationServices: readonly Service[] = [dunst, xfce, mako]
