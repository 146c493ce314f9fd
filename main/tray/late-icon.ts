import { busErrorCode } from '../platform/session-bus/port.ts'
import type { SessionBus } from '../platform/session-bus/session-bus.ts'

const ANSWER_WITHIN_MS = 1_000

/**
 * HAZARD: Electron asks the portal for its version on the thread that the icon needs, and waits up to 25 s for the
 * answer (select_file_dialog_linux_portal.cc). Resolves with whether a portal does not answer, so that the icon comes
 * late.
 */
export async function isIconLate(bus: Pick<SessionBus, 'ask'>): Promise<boolean> {
  const version = bus.ask({
    destination: 'org.freedesktop.portal.Desktop',
    path: '/org/freedesktop/portal/desktop',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    values: ['org.freedesktop.portal.FileChooser', 'version'],
    returns: 'v',
    start: false,
    within: ANSWER_WITHIN_MS,
  })
  return version.then(
    () => false,
    (error: unknown) => busErrorCode(error) === 'no-reply',
  )
}
