import type { AskSessionBus } from '../platform/session-bus/port.ts'

/** Whoever tells on a Linux desktop whether its screen is locked, each by its own name. */
const SAVERS = ['gnome', 'freedesktop', 'cinnamon', 'mate', 'xfce'].map(desktop => ({
  destination: `org.${desktop}.ScreenSaver`,
  path: `/org/${desktop}/ScreenSaver`,
  interface: `org.${desktop}.ScreenSaver`,
}))

const WITHIN_MS = 1_000

/** Whether a screen saver says that it is on, so that nobody sees a window. None is started to say so. Never rejects. */
export async function isScreenLocked(ask: AskSessionBus): Promise<boolean> {
  const said = SAVERS.map(saver =>
    ask({ ...saver, member: 'GetActive', returns: 'b', start: false, within: WITHIN_MS }).then(
      ({ values: [isActive] }) => isActive,
      () => false,
    ),
  )
  return (await Promise.all(said)).includes(true)
}
