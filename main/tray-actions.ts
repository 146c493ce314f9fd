import type { createActions } from './actions.ts'
import type { CodeCopying } from './code-copying.ts'
import type { createAsked } from './window/asked.ts'
import type { Windows } from './windows.ts'

interface App {
  readonly access: {
    /** Somebody uses the app, which then is not there for commands alone. */
    readonly used: () => void
  }
  readonly asked: Pick<
    ReturnType<typeof createAsked>,
    'showWindow' | 'showSignIn' | 'showSettings' | 'showKeys' | 'showAsks'
  >
  readonly codes: { readonly signIn: Pick<CodeCopying, 'copy'> }
  readonly windows: Pick<Windows, 'wayland'>
}

/** What a click does in the tray: the same as in the window, which some clicks open as well. */
export const trayActions = (
  actions: ReturnType<typeof createActions>,
  { access, asked, codes, windows }: App,
) =>
  eachAfter(() => access.used(), {
    ...actions,
    signIn: {
      ...actions.signIn,
      start() {
        actions.signIn.start()
        asked.showSignIn()
      },
      // A press in the tray is none in the window. If it fails, the window says what to do.
      copyCode: () => void codes.signIn.copy(!windows.wayland).catch(() => {}),
    },
    showWindow: asked.showWindow,
    showSettings: asked.showSettings,
    showKeys: asked.showKeys,
    showAsks: asked.showAsks,
  })

/** The same, where each does something else first. */
function eachAfter<T extends object>(first: () => void, actions: T): T {
  const wrapped = Object.entries(actions).map(([name, action]: [string, unknown]) => {
    if (typeof action !== 'function') return [name, eachAfter(first, action as object)]
    return [
      name,
      (...given: readonly unknown[]): unknown => {
        first()
        return Reflect.apply(action, undefined, given)
      },
    ]
  })
  return Object.fromEntries(wrapped) as T
}
