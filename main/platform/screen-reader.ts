import { busErrorCode } from './session-bus/port.ts'
import type { SessionBus } from './session-bus/session-bus.ts'

interface Options {
  readonly bus: Pick<SessionBus, 'ask'>
  readonly environment: NodeJS.ProcessEnv
}

/** On Linux, Chromium makes its windows accessible to assistive programs if one of these is 1. */
export const SHOWN_BY = ['ACCESSIBILITY_ENABLED', 'GNOME_ACCESSIBILITY', 'QT_ACCESSIBILITY'] as const
const ANSWER_WITHIN_MS = 1_000

/**
 * HAZARD: at the first window Chromium's main thread asks the desktop whether there is a screen reader, and waits up to
 * 25 s for the answer, unless the environment says so (atk_util_auralinux.cc, `ShouldEnableAccessibility`). So we ask
 * beforehand, and set the environment. Call the returned function before each window; after one silence it does not ask
 * again.
 */
export function createScreenReaderQuestion({ bus, environment }: Options): () => Promise<void> {
  const given = SHOWN_BY.some(name => environment[name] === '0' || environment[name] === '1')
  let isSilent = false

  async function isThere(): Promise<boolean> {
    try {
      const { values } = await bus.ask({
        destination: 'org.a11y.Bus',
        path: '/org/a11y/bus',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        values: ['org.a11y.Status', 'IsEnabled'],
        returns: 'v',
        start: true,
        within: ANSWER_WITHIN_MS,
      })
      return values[0].value === true
    } catch (error) {
      isSilent = busErrorCode(error) === 'no-reply'
      return false
    }
  }

  return async () => {
    if (given || isSilent) return
    environment[SHOWN_BY[0]] = (await isThere()) ? '1' : '0'
  }
}
