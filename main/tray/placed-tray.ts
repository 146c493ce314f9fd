import type { Snapshot } from '../../common/contract.ts'
import { commandOf, type OfCommands, ofCommands } from '../../common/names.ts'
import type { Clock } from '../clock.ts'
import type { Actions } from './items.ts'
import type { TrayStyle } from './icons.ts'
import type { TraySnapshot } from './menu.ts'
import type { TrayPlace } from './presence.ts'
import type { Tray } from './tray.ts'

interface Options {
  /** `approached`: call this when the menu is about to be read. */
  readonly make: (its: { actions: Actions; approached: () => void }, first: TraySnapshot) => Tray
  /** Works before the app is loaded. */
  readonly quit: () => void
  readonly clock: Pick<Clock, 'now' | 'at'>
  /** How the icon is drawn before the app is loaded, as far as that is known by then. */
  readonly style: () => TrayStyle
}

/** The app behind the icon, once it is loaded. */
interface App {
  readonly actions: Actions
  readonly snapshot: () => Snapshot
  /** Called when the icon has appeared, gone or been replaced; and before a menu is read. */
  readonly changed: () => void
}

// A window too many is better than an app that nobody can reach: after this, there is no icon.
const KNOWN_WITHIN_MS = 2_000
const ALL_FOR_MS = 1_000

const STARTING: Omit<TraySnapshot, 'preferences'> = {
  attempt: null,
  session: { kind: 'restoring' },
  ended: null,
  shutOut: null,
  revocation: null,
  launchAtLogin: null,
  keys: { list: [], making: null, failed: null, clipboardClearsInMs: null },
  question: null,
  access: { asking: null, silentForMs: null },
  askingKeychain: null,
  notice: null,
  update: null,
}

/** The tray's icon, where the desktop has a place for one. It is there before the app behind it is. */
export function createPlacedTray({ make, quit, clock, style }: Options) {
  let icon: Tray | undefined
  let last: TrayPlace | undefined
  const leaving: Tray[] = []
  let cancelLeave = () => {}
  let app: App | undefined
  // Assumed until known, so that no other way in is offered too early.
  let isThere = true
  let placed = (_somewhere: boolean) => {}
  const isPlaced = new Promise<boolean>(resolve => (placed = resolve))
  let load = (_actions: Actions) => {}
  const actions = whenThere(new Promise<Actions>(resolve => (load = resolve)), quit)
  const its = { actions, approached: () => app?.changed() }

  const leave = () => {
    for (const each of leaving.splice(0)) each.destroy()
  }

  /**
   * Electron looks for a panel only when the icon is made, so each panel needs a new icon. Those before stay for a moment
   * if all are items: presence.ts says why.
   */
  function place(where: TrayPlace) {
    if (icon !== undefined) leaving.push(icon)
    cancelLeave()
    if (where === 'items' && last === 'items') cancelLeave = clock.at(clock.now() + ALL_FOR_MS, leave)
    else leave()
    last = where
    const starting = () => ({ ...STARTING, preferences: { trayIcon: style() } })
    icon = where === 'nowhere' ? undefined : make(its, app?.snapshot() ?? starting())
    isThere = icon !== undefined
    app?.changed()
    placed(isThere)
  }

  return {
    place,
    isThere: () => isThere,
    /** Where the icon is on the screen; null where nobody says, as on Linux. */
    bounds: () => icon?.bounds() ?? null,
    /** Whether it found a place at first; resolves within two seconds. */
    isPlaced(): Promise<boolean> {
      clock.at(clock.now() + KNOWN_WITHIN_MS, () => {
        if (icon === undefined) place('nowhere')
      })
      return isPlaced
    },
    /** Connects the icon to the app. */
    serve(loadedApp: App) {
      app = loadedApp
      load(app.actions)
    },
    render(snapshot: Snapshot) {
      if (app !== undefined) icon?.render(snapshot)
    },
    destroy() {
      cancelLeave()
      leave()
      icon?.destroy()
      icon = undefined
    },
  }
}

type Clicks = Actions & OfCommands<(argument: never) => void>

/** Clicks that come before the app is loaded are carried out when it is. */
function whenThere(loaded: Promise<Actions>, quit: () => void): Actions {
  const later = ofCommands(
    name => (argument?: unknown) =>
      void loaded.then(actions => commandOf(actions as Clicks, name)(argument as never)),
  )
  return {
    ...later,
    app: { ...later.app, quit },
    showWindow: () => void loaded.then(({ showWindow }) => showWindow()),
    showSettings: () => void loaded.then(({ showSettings }) => showSettings()),
    showKeys: () => void loaded.then(({ showKeys }) => showKeys()),
    showAsks: () => void loaded.then(({ showAsks }) => showAsks()),
  }
}
