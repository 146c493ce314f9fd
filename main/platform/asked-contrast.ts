import type { Value } from './session-bus/read.ts'
import type { SessionBus } from './session-bus/session-bus.ts'

interface Options {
  readonly bus: Pick<SessionBus, 'ask' | 'listen'>
  /** Called with whether the desktop asks for high contrast, at first and after each change. */
  readonly told: (asked: boolean) => void
}

const BUS = 'org.freedesktop.DBus'
const PORTAL = 'org.freedesktop.portal.Desktop'
const SETTINGS = 'org.freedesktop.portal.Settings'
/** The desktop's own part of the portal, which knows the settings: `….gnome`, `….gtk` or another. */
const BACKENDS = 'org.freedesktop.impl.portal.desktop'

/** Where a desktop says it: all by the first name, GNOME before its portals have that by the second (43). */
const PLACES = [
  { namespace: 'org.freedesktop.appearance', name: 'contrast', yes: 1 },
  { namespace: 'org.gnome.desktop.a11y.interface', name: 'high-contrast', yes: true },
] as const

/**
 * Hears whether a Linux desktop asks for high contrast (flatpak.github.io/xdg-desktop-portal, Settings). Chromium knows it
 * only from the names of GTK's themes.
 */
export function followAskedContrast({ bus, told }: Options) {
  const asked = new Set<string>()
  const hear = ({ name, yes }: (typeof PLACES)[number], value: Value) => {
    if (plain(value) === yes) asked.add(name)
    else asked.delete(name)
    told(asked.size > 0)
  }
  function ask() {
    for (const place of PLACES)
      bus
        .ask({
          destination: PORTAL,
          path: '/org/freedesktop/portal/desktop',
          interface: SETTINGS,
          member: 'Read',
          signature: 'ss',
          values: [place.namespace, place.name],
          returns: 'v',
          start: false,
        })
        .then(
          ({ values: [{ value }] }) => hear(place, value),
          // Most desktops have no such setting.
          () => {},
        )
  }

  for (const place of PLACES)
    bus.listen(
      {
        from: PORTAL,
        interface: SETTINGS,
        member: 'SettingChanged',
        first: place.namespace,
        signature: 'ssv',
      },
      ({ values: [, name, { value }] }) => {
        if (name === place.name) hear(place, value)
      },
    )
  // A desktop starts its portal when somebody needs it, which may be later; and it knows nothing before its backend is there.
  for (const of of [{ first: PORTAL }, { firstWithin: BACKENDS }])
    bus.listen(
      { from: BUS, interface: BUS, member: 'NameOwnerChanged', ...of, signature: 'sss' },
      ({ values: [, , owner] }) => {
        if (owner !== '') ask()
      },
    )
  ask()
}

/** `Read` wraps what it found once more. */
const plain = (value: Value): Value =>
  typeof value === 'object' && 'signature' in value && 'value' in value ? value.value : value
