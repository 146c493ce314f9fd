import type { BusConnection, BusReply } from './bus-connection.ts'
import type { Desktop } from './desktop.ts'
import { makeActivatable } from './session-bus.ts'

/** What a desktop may have that this app, or what it is built on, speaks to over a bus. */
export const SERVICES = [
  'org.freedesktop.Notifications',
  'org.freedesktop.portal.Desktop',
  'org.freedesktop.impl.portal.PermissionStore',
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.gnome.SessionManager',
  'org.gnome.Mutter.IdleMonitor',
  'com.canonical.Unity',
  'org.a11y.Bus',
  'ca.desrt.dconf',
  'org.gtk.vfs.Daemon',
  'org.freedesktop.login1',
  'org.freedesktop.UPower',
  'org.freedesktop.NetworkManager',
  'org.bluez',
] as const

export const WAYS = [
  'never answer',
  'never come',
  'end as they start',
  'refuse',
  'die when asked',
  'talk nonsense',
] as const
export type Way = (typeof WAYS)[number]

/**
 * What Electron 33.2.1 itself cannot bear, as measured. A portal that owns its name and never answers is asked for its
 * version on the thread of the tray icon, which then comes after 25 s. Where org.bluez, a part of the system, answers with
 * a list of something else, main never comes out of reading it.
 */
const EXCEPT: Partial<Record<Way, string>> = {
  'never answer': 'org.freedesktop.portal.Desktop',
  'talk nonsense': 'org.bluez',
}

const NONSENSE: BusReply = { signature: 'ad', body: [[1.5]] }

/** Makes all of these services of the desktop misbehave in one way; the bus is the system's as well. */
export async function spoilServices(
  desktop: Desktop,
  connect: () => Promise<BusConnection>,
  way: Way,
  names: readonly string[] = SERVICES,
): Promise<readonly BusConnection[]> {
  if (way === 'never come' || way === 'end as they start') {
    const how = way === 'never come' ? 'never comes' : 'ends at once'
    for (const name of names) await makeActivatable(`${desktop.home}/run`, desktop.bus, name, how)
    return []
  }
  const connections: BusConnection[] = []
  for (const name of names.filter(name => EXCEPT[way] !== name)) {
    const service = await connect()
    await service.own(name)
    service.serve(() => {
      if (way === 'refuse') return null
      if (way === 'die when asked') service.close()
      return way === 'talk nonsense' ? NONSENSE : 'never'
    })
    connections.push(service)
  }
  return connections
}
