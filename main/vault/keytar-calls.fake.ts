import type { createDialogs, Like } from './dialogs.fake.ts'
import { type Caller, type Contents, type Item, pathOf } from './keyring-contents.fake.ts'

interface Options {
  readonly contents: Contents
  readonly dialogs: ReturnType<typeof createDialogs>
  readonly like: Like
  /** Whether the person is asked before this is deleted. */
  readonly asksBefore: (item: Item) => boolean
  readonly drop: (item: Item) => void
  /** Whether it says that it stores what it does not. */
  readonly lies: () => boolean
  /** Whether it says to this call that there is nothing, whatever there is. */
  readonly overlooks: () => boolean
}

const never = () => new Promise<never>(() => {})

/** What keytar's calls do to the keyrings, once the person has answered. For tests. */
export function createKeytarCalls({ contents, dialogs, like, asksBefore, drop, lies, overlooks }: Options) {
  const { isLocked, isListed, isOpen, itemsOf, has } = contents

  async function unlocked(keyring: string, by: Caller): Promise<boolean> {
    if (!(await dialogs.ask('unlock', by, () => isLocked(keyring)))) return false
    contents.setLocked(keyring, false)
    return by.alive || never()
  }

  async function handedOut(item: Item, by: Caller): Promise<boolean> {
    if (isLocked(item.keyring) && !(await unlocked(item.keyring, by))) return false
    if (isOpen(item, by)) return true
    if (!(await dialogs.ask('give', by, () => has(item)))) return false
    if (!by.alive) return never()
    by.given.add(item)
    return true
  }

  /** KeePassXC asks for a password when it is searched while all its databases are locked. */
  async function searchable(by: Caller): Promise<boolean> {
    const all = contents.paths()
    if (like === 'gnome' || !all.every(isLocked)) return true
    if (all[0] !== undefined) return unlocked(contents.standard() ?? all[0], by)
    // Whoever says yes opens one.
    if (!(await dialogs.ask('unlock', by, () => contents.paths().length === 0))) return false
    contents.make('made', true)
    return by.alive || never()
  }

  return {
    async get(account: string, by: Caller): Promise<string | null> {
      if (overlooks() || !(await searchable(by))) return null
      const found = itemsOf(account).filter(isListed)
      const item = found.find(each => isOpen(each, by)) ?? found[0]
      if (item === undefined || !(await handedOut(item, by))) return null
      return has(item) && by.isGarbled !== true ? item.text : null
    },

    async set(account: string, text: string, by: Caller): Promise<void> {
      if (by.isGarbled === true) throw new Error('Can\u2019t find session')
      const standard = contents.standard()
      if (standard === null || !contents.paths().includes(standard)) {
        if (!(await dialogs.ask('make', by, () => contents.standard() === null)))
          throw new Error('Object does not exist at path “/org/freedesktop/secrets/collection/login”')
        contents.make('made', true)
        if (!by.alive) return never()
      }
      const keyring = contents.standard() ?? pathOf('made')
      if (isLocked(keyring) && !(await unlocked(keyring, by))) {
        if (like === 'keepassxc') return
        throw new Error('Cannot create an item in a locked collection')
      }
      const before = itemsOf(account).find(item => item.keyring === keyring)
      // As with a locked database, what is refused is not told.
      if (before !== undefined && !(await handedOut(before, by))) return
      if (lies()) return
      if (before !== undefined && has(before)) contents.overwrite(before, text)
      else by.given.add(contents.put(account, text, keyring))
    },

    /** Only what is open: libsecret asks nobody here, and says the same of what is locked and of what is not there. */
    async remove(account: string, by: Caller): Promise<boolean> {
      if (overlooks()) return false
      if (!(await searchable(by))) return false
      const open = itemsOf(account).filter(item => isOpen(item, by))
      let failed: unknown
      for (const item of open) {
        // It says that it has deleted what the person would not let go.
        if (!asksBefore(item) || (await dialogs.ask('delete', by, () => has(item)))) {
          if (!by.alive) return never()
          try {
            if (has(item)) drop(item)
          } catch (error) {
            failed ??= error
          }
        }
      }
      if (failed !== undefined) throw failed
      return open.length > 0
    },

    /** Undefined where the person refused one of them. */
    async find(by: Caller): Promise<ReadonlyArray<{ account: string; password: string }> | undefined> {
      if (overlooks() || !(await searchable(by))) return []
      if (by.isGarbled === true) return undefined
      for (const item of itemsOf().filter(isListed)) if (!(await handedOut(item, by))) return undefined
      return itemsOf()
        .filter(item => isOpen(item, by))
        .map(({ account, text }) => ({ account, password: text }))
    },
  }
}
