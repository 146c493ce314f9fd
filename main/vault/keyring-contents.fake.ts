import type { Like } from './dialogs.fake.ts'

export interface Item {
  readonly path: string
  readonly keyring: string
  readonly account: string
  text: string
}

/** A process of the app, as the Secret Service knows it by its connection. */
export interface Caller {
  alive: boolean
  /** The program that answered first. HAZARD: libsecret asks no other for as long as the process runs. */
  owner?: number
  /** Its session with the keychain is none: nothing that comes over it makes sense. */
  readonly isGarbled?: boolean
  readonly given: Set<Item>
}

export const pathOf = (name: string) => `/org/freedesktop/secrets/collection/${name}`

export type Contents = ReturnType<typeof createContents>

/** Several keyrings and what they hold. `login` is there, open and the default. For tests. */
export function createContents({ like, confirms }: { readonly like: Like; readonly confirms: boolean }) {
  /** The newest last. */
  const keyrings = new Map<string, { locked: boolean }>([[pathOf('login'), { locked: false }]])
  let standard: string | null = pathOf('login')
  let items: Item[] = []
  let made = 0
  let losing: (account: string, text: string) => void = () => {}

  const isLocked = (keyring: string) => keyrings.get(keyring)?.locked === true
  const isListed = ({ keyring }: Item) => like === 'gnome' || !isLocked(keyring)
  /** Those of the newest keyring first. */
  const itemsOf = (account?: string) =>
    [...keyrings.keys()]
      .toReversed()
      .flatMap(path =>
        items.filter(item => item.keyring === path && (account ?? item.account) === item.account),
      )

  function setLocked(keyring: string, locked: boolean) {
    const found = keyrings.get(keyring)
    if (found !== undefined) found.locked = locked
  }

  return {
    paths: () => [...keyrings.keys()],
    /** Where new items go; null if there is no such keyring. */
    standard: () => standard,
    isLocked,
    setLocked,
    setAllLocked: (locked: boolean) => keyrings.forEach((_, path) => setLocked(path, locked)),
    isListed,
    isOpen: (item: Item, caller?: Caller) =>
      !isLocked(item.keyring) && (!confirms || caller?.given.has(item) === true),
    itemsOf,
    has: (item: Item) => items.includes(item),
    put(account: string, text: string, keyring: string): Item {
      const item = { path: `${keyring}/${++made}`, keyring, account, text }
      items.push(item)
      return item
    },
    overwrite(item: Item, text: string) {
      if (item.text !== text) losing(item.account, item.text)
      item.text = text
    },
    drop(gone: Item) {
      losing(gone.account, gone.text)
      items = items.filter(item => item !== gone)
    },
    /** Takes items away without the app. */
    take: (account: string) => void (items = items.filter(item => item.account !== account)),
    make(name: string, isDefault: boolean) {
      keyrings.set(pathOf(name), { locked: false })
      if (isDefault) standard = pathOf(name)
    },
    /** Takes a keyring away, with all that it holds. */
    unmake(name: string) {
      keyrings.delete(pathOf(name))
      items = items.filter(({ keyring }) => keyring !== pathOf(name))
      if (standard === pathOf(name)) standard = null
    },
    /** Called with each text that the app overwrites or deletes, before it is gone. */
    onLoss: (listener: typeof losing) => void (losing = listener),
  }
}
