import type { Value } from './session-bus/read.ts'
import type { SessionBus } from './session-bus/session-bus.ts'

interface Options {
  readonly bus: Pick<SessionBus, 'ask' | 'listen'>
  /** Called with whether the desktop asks for high contrast, at first and after each change. */
  readonly told: (asked: boolean) => void
}

const PORTAL = 'org.freedesktop.portal.Desktop'
const SETTINGS = 'org.freedesktop.portal.Settings'
const APPEARANCE = 'org.freedesktop.appearance'

/**
 * Hears whether a Linux desktop asks for high contrast (flatpak.github.io/xdg-desktop-portal, Settings). Chromium knows it
 * only from the names of GTK's themes.
 */
export function followAskedContrast({ bus, told }: Options) {
  const hear = (value: Value) => told(plain(value) === 1)
  bus.listen(
    { from: PORTAL, interface: SETTINGS, member: 'SettingChanged', first: APPEARANCE, signature: 'ssv' },
    ({ values: [, name, { value }] }) => {
      if (name === 'contrast') hear(value)
    },
  )
  bus
    .ask({
      destination: PORTAL,
      path: '/org/freedesktop/portal/desktop',
      interface: SETTINGS,
      member: 'Read',
      signature: 'ss',
      values: [APPEARANCE, 'contrast'],
      returns: 'v',
      start: false,
    })
    .then(
      ({ values: [{ value }] }) => hear(value),
      // Most desktops have no such setting.
      () => {},
    )
}

/** `Read` wraps what it found once more. */
const plain = (value: Value): Value =>
  typeof value === 'object' && 'signature' in value && 'value' in value ? value.value : value
