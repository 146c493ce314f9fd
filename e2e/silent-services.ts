import type { BusConnection } from './bus-connection.ts'
import type { Desktop } from './desktop.ts'
import { makeActivatable } from './session-bus.ts'

/**
 * What a desktop may have that this app, or what it is built on, speaks to over a bus. Not the accessibility
 * bus: Chromium waits for that in its main thread for up to 25 s.
 */
export const SERVICES = [
  'org.freedesktop.Notifications',
  'org.freedesktop.portal.Desktop',
  'org.freedesktop.impl.portal.PermissionStore',
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.gnome.SessionManager',
  'org.gnome.Mutter.IdleMonitor',
  'com.canonical.Unity',
  'ca.desrt.dconf',
  'org.gtk.vfs.Daemon',
  'org.freedesktop.login1',
  'org.freedesktop.UPower',
  'org.freedesktop.NetworkManager',
  'org.bluez',
] as const

export const WAYS = ['never answer', 'never come', 'end as they start', 'refuse', 'die when asked'] as const
export type Way = (typeof WAYS)[number]

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
  // Chromium 130 asks the portal its version on the thread of the tray icon, which then comes after 25 s. Later ones do not.
  const owned = names.filter(name => way !== 'never answer' || name !== 'org.freedesktop.portal.Desktop')
  for (const name of owned) {
    const service = await connect()
    await service.own(name)
    service.serve(() => {
      if (way === 'refuse') return null
      if (way === 'die when asked') service.close()
      return 'never'
    })
    connections.push(service)
  }
  return connections
}
