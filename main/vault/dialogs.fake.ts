import { AsyncLocalStorage } from 'node:async_hooks'

/** `gnome`: gnome-keyring, which lists what it has locked away. `keepassxc`: lists nothing of a locked database. */
export type Like = 'gnome' | 'keepassxc'

/** `unlock`: the password of a keyring. `give`: whether an item may be handed out. `make`: a new keyring.
 * `delete`: whether an item may go. */
export type About = 'unlock' | 'give' | 'make' | 'delete'

/** A process that asks, which may have ended since. */
interface Asker {
  readonly alive: boolean
}

interface Dialog {
  readonly about: About
  readonly by: Asker
  /** Whether there is still something to ask. */
  readonly isNeeded: () => boolean
  readonly answer: (yes: boolean) => void
}

/** Who asks: a test runs an operation in it, to be told of each dialog whether that was to be silent. */
export const asker = new AsyncLocalStorage<{ readonly silently: boolean }>()

/** The dialogs of a keychain, which a test answers. For tests. */
export function createDialogs(like: Like) {
  let dialogs: Dialog[] = []
  const asked: Array<{ readonly about: About; readonly silently: boolean }> = []
  let mostOnScreen = 0

  /** One window at a time on GNOME; beside each other with KeePassXC. */
  const onScreen = () => (like === 'gnome' ? dialogs.slice(0, 1) : dialogs)

  function show() {
    while (dialogs[0] !== undefined && !dialogs[0].isNeeded()) dialogs.shift()?.answer(true)
    mostOnScreen = Math.max(mostOnScreen, onScreen().filter(({ by }) => by.alive).length)
  }

  return {
    /** Asks the person; resolves with the answer. */
    ask(about: About, by: Asker, isNeeded: () => boolean): Promise<boolean> {
      return new Promise(answer => {
        asked.push({ about, silently: asker.getStore()?.silently ?? false })
        dialogs.push({ about, by, isNeeded, answer })
        show()
      })
    },
    /** The dialogs that were asked for, in order, and whether that was to be silent. */
    asked,
    /** What those that can be seen are about. */
    about: () => onScreen().map(({ about }) => about),
    /** The most of a living process that could be seen at a time. */
    mostOnScreen: () => mostOnScreen,
    /** The person answers the oldest one; false if there is none. */
    answer(yes: boolean): boolean {
      const dialog = dialogs.shift()
      dialog?.answer(yes)
      // What it says is done before another dialog is shown.
      queueMicrotask(() => queueMicrotask(() => queueMicrotask(show)))
      return dialog !== undefined
    },
    isEmpty: () => dialogs.length === 0,
    /** They go, unanswered, with the program that shows them. */
    clear: () => void (dialogs = []),
  }
}
