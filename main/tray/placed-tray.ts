import type { Snapshot } from '../../common/contract.ts'
import type { Clock } from '../clock.ts'
import type { Actions } from './actions.ts'
import type { TraySnapshot } from './menu.ts'
import type { TrayPlace } from './presence.ts'
import type { Tray } from './tray.ts'

interface Options {
  /** `approached`: what the menu says is about to be read. */
  readonly make: (its: { actions: Actions; approached: () => void }, first: TraySnapshot) => Tray
  /** Waits for no app. */
  readonly quit: () => void
  readonly clock: Pick<Clock, 'now' | 'at'>
}

/** What the icon stands for, once that has been loaded. */
interface App {
  readonly actions: Actions
  readonly snapshot: () => Snapshot
  /** Told when there is an icon where was none, the other way round, or another one; and before a menu is read. */
  readonly changed: () => void
}

// A window too many is better than an app that nobody can reach.
const KNOWN_WITHIN_MS = 2_000

const STARTING: TraySnapshot = {
  signIn: { kind: 'restoring' },
  launchAtLogin: null,
  lateClaim: null,
  notice: null,
  update: null,
}

/** The tray's icon, where the desktop has a place for one. It is there before the app behind it is. */
export function createPlacedTray({ make, quit, clock }: Options) {
  let icon: Tray | undefined
  let app: App | undefined
  // Until that is known there is no need for another way in.
  let isThere = true
  let placed = (_somewhere: boolean) => {}
  const isPlaced = new Promise<boolean>(resolve => (placed = resolve))
  let load = (_actions: Actions) => {}
  const actions = whenThere(new Promise<Actions>(resolve => (load = resolve)), quit)
  const its = { actions, approached: () => app?.changed() }

  /** Electron looks for a panel once, when the icon is made: each one gets an icon of its own. */
  function place(where: TrayPlace) {
    icon?.destroy()
    icon = where === 'nowhere' ? undefined : make(its, app?.snapshot() ?? STARTING)
    isThere = icon !== undefined
    app?.changed()
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
    /** From now on it shows and does this. */
    serve(loadedApp: App) {
      app = loadedApp
      load(app.actions)
    },
    render(snapshot: Snapshot) {
      if (app !== undefined) icon?.render(snapshot)
    },
    destroy() {
      icon?.destroy()
      icon = undefined
    },
  }
}

/** What is clicked before the app is there is done when it is. */
const whenThere = (loaded: Promise<Actions>, quit: () => void): Actions =>
  new Proxy({} as Actions, {
    get: (_actions, name: keyof Actions) =>
      name === 'quit'
        ? quit
        : (argument: never) =>
            void loaded.then(actions => (actions[name] as (argument: never) => void)(argument)),
  })
