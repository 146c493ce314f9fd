import type { BusConnection, BusReply } from './bus-connection.ts'
import type { Desktop } from './desktop.ts'
import { makeActivatable } from './session-bus.ts'

/** The services of a desktop that this app, or what it is built on, talks to over a bus. */
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
 * What Electron 33.2.1 itself cannot cope with, as measured. It asks a portal for its version on the tray icon's
 * thread, so a silent portal delays the icon by 25 s. If org.bluez, a part of the system, answers with a list of
 * another type, main reads it for ever.
 */
const EXCEPT: Partial<Record<Way, string>> = {
  'never answer': 'org.freedesktop.portal.Desktop',
  'talk nonsense': 'org.bluez',
}

const NONSENSE: BusReply = { signature: 'ad', body: [[1.5]] }

/** Makes all these services misbehave in one way; the bus also stands for the system bus. */
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
