import type { Snapshot } from '../../common/contract.ts'
import type { Clock } from '../clock.ts'
import type { TrayPlace } from './presence.ts'
import type { Tray } from './tray.ts'

interface Options {
  readonly make: () => Tray
  /** Told when there is an icon where was none, the other way round, or another one. */
  readonly changed: () => void
  readonly clock: Pick<Clock, 'now' | 'at'>
}

// A window too many is better than an app that nobody can reach.
const KNOWN_WITHIN_MS = 2_000

/** The tray's icon, where the desktop has a place for one. */
export function createPlacedTray({ make, changed, clock }: Options) {
  let icon: Tray | undefined
  // Until that is known there is no need for another way in.
  let isThere = true
  const { promise: isPlaced, resolve: placed } = Promise.withResolvers<boolean>()

  /** Electron looks for a panel once, when the icon is made: each one gets an icon of its own. */
  function place(where: TrayPlace) {
    icon?.destroy()
    icon = where === 'nowhere' ? undefined : make()
    isThere = icon !== undefined
    changed()
    placed(isThere)
  }

  return {
    place,
    isThere: () => isThere,
    /** Whether it was first placed anywhere; resolves within two seconds. */
    isPlaced(): Promise<boolean> {
      clock.at(clock.now() + KNOWN_WITHIN_MS, () => {
        if (icon === undefined) place('nowhere')
      })
      return isPlaced
    },
    render: (snapshot: Snapshot) => icon?.render(snapshot),
    destroy() {
      icon?.destroy()
      icon = undefined
    },
  }
}
