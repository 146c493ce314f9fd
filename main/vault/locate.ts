import { Failure, toProblem } from '../failure.ts'
import { busErrorCode } from '../platform/session-bus/port.ts'
import type { Located, Place, Room, SystemKeychain } from './port.ts'
import type { Found, Keyring, SecretService } from './secret-service.ts'

type Silent = Pick<SystemKeychain, 'locate' | 'room' | 'tidy' | 'eraseSilently' | 'accounts' | 'isAlive'>

const NOBODY_THERE =
  /^(?:no-bus|org\.freedesktop\.DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner|Spawn\.\w+))$/

/** Says that there is no keychain, or that it does not answer. */
export const unanswered = (error: unknown): Failure =>
  new Failure(NOBODY_THERE.test(busErrorCode(error) ?? '') ? 'keychain-missing' : 'keychain-silent', {
    cause: error,
  })

/** What the Secret Service of a Linux desktop tells of an item without asking anybody. */
export function createSecretServiceLooks(secrets: SecretService, service: string): Silent {
  async function locate(account: string): Promise<Located> {
    const keyrings = await secrets.keyrings()
    const found = await search(keyrings, account)
    const copies = found.unlocked.length
    const beyond = beyondOf(keyrings, found)
    if (copies > 0) {
      const listable = copies > 1 && (await secrets.search(service)).locked.length === 0
      if (found.locked.length === 0) return { place: 'readable', copies, listable, beyond }
      const kept = await secrets.collection()
      const isBeneath = kept !== undefined && found.locked.some(item => isIn(item, kept))
      return { place: 'readable', copies, listable, beyond, isBeneath }
    }
    const place = await placeOf(keyrings, found.locked)
    const allHidden = place === 'hidden' && keyrings.every(isClosed)
    return { place, copies, listable: false, beyond, allHidden }
  }

  /** HAZARD: where none is open and none lists anything, a search may open a dialog (KeePassXC). */
  async function search(keyrings: readonly Keyring[], account?: string): Promise<Found> {
    if (keyrings.every(isClosed)) return { unlocked: [], locked: [] }
    const { unlocked, locked } = await secrets.search(service, account)
    const open = keyrings.filter(({ opensUnasked }) => opensUnasked)
    const isOpen = (item: string) => open.some(({ path }) => isIn(item, path))
    return {
      unlocked: [...unlocked, ...locked.filter(isOpen)],
      locked: locked.filter(item => !isOpen(item)),
    }
  }

  async function placeOf(keyrings: readonly Keyring[], locked: readonly string[]): Promise<Place> {
    if (locked.length > 0) return isAnyOpen(keyrings, locked) ? 'guarded' : 'locked'
    if (keyrings.some(mayHide)) return 'hidden'
    const kept = await secrets.collection()
    return keyrings.some(({ path }) => path === kept) ? 'missing' : 'no-keyring'
  }

  async function room(): Promise<Room> {
    const kept = await secrets.collection()
    const keyring = (await secrets.keyrings()).find(({ path }) => path === kept)
    if (keyring === undefined) return 'none'
    if (keyring.locked === undefined) return 'untold'
    if (keyring.asksFirst === true) return 'guarded'
    return keyring.locked ? 'locked' : 'open'
  }

  async function tidy(account: string): Promise<void> {
    const kept = await secrets.collection()
    if (kept === undefined) return
    const { unlocked } = await search(await secrets.keyrings(), account)
    if (!unlocked.some(item => isIn(item, kept))) return
    await removeEach(unlocked.filter(item => !isIn(item, kept)))
  }

  async function eraseSilently(account: string): Promise<boolean> {
    const { unlocked } = await search(await secrets.keyrings(), account)
    return removeEach(unlocked)
  }

  /** One that cannot go keeps no other. Whether each went without a question. */
  async function removeEach(items: readonly string[]): Promise<boolean> {
    const failures: unknown[] = []
    let asksNobody = true
    for (const item of items) {
      try {
        if (!(await secrets.remove(item))) asksNobody = false
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
    return asksNobody
  }

  async function accounts(): Promise<readonly string[]> {
    const { unlocked, locked } = await search(await secrets.keyrings())
    const found = await Promise.all([...unlocked, ...locked].map(path => secrets.account(path)))
    return found.filter(account => account !== undefined)
  }

  const told = async <T>(looking: Promise<T>): Promise<T> =>
    looking.catch((error: unknown) => {
      throw unanswered(error)
    })

  return {
    locate: account => told(locate(account)),
    room: () => told(room()),
    tidy: account => told(tidy(account)),
    eraseSilently: account => told(eraseSilently(account)),
    accounts: () => told(accounts()),
    isAlive: () =>
      secrets.collection().then(
        () => true,
        () => false,
      ),
  }
}

/** It may hold what it does not list. */
const isClosed = ({ locked, items }: Keyring): boolean => locked === true && items === 0

/** One that has yet to open may not list all that it holds. */
const mayHide = (keyring: Keyring): boolean =>
  isClosed(keyring) || keyring.opensUnasked === true || keyring.asksFirst === true

function beyondOf(keyrings: readonly Keyring[], { locked }: Found): Located['beyond'] {
  const open = keyrings.filter(keyring => keyring.locked === false)
  if (locked.some(item => !isAnyOpen(open, [item]))) return 'locked'
  return keyrings.some(mayHide) ? 'maybe' : 'none'
}

const isIn = (item: string, keyring: string): boolean => item.startsWith(`${keyring}/`)

const isAnyOpen = (keyrings: readonly Keyring[], items: readonly string[]): boolean =>
  keyrings.some(({ path, locked }) => locked === false && items.some(item => isIn(item, path)))

/** On macOS and Windows a keychain can only be asked for the item itself, which may ask the person. */
export const untoldLooks: Silent = {
  locate: () => Promise.resolve({ place: 'untold', copies: 1, listable: false, beyond: 'untold' }),
  room: () => Promise.resolve('untold'),
  tidy: () => Promise.resolve(),
  eraseSilently: null,
  accounts: () => Promise.resolve([]),
  isAlive: () => Promise.resolve(true),
}

interface Parts {
  readonly room: SystemKeychain['room']
  /** Whether the native module can be loaded: false if libsecret is missing or the module is for another system. */
  readonly isLoadable: () => Promise<boolean>
}

/** Finds out whether this computer has no keychain; never rejects. */
export const createIsMissing =
  ({ room, isLoadable }: Parts) =>
  async (): Promise<boolean> => {
    const why = await room().then(
      () => undefined,
      (error: unknown) => toProblem(error),
    )
    if (why !== undefined) return why === 'keychain-missing'
    return isLoadable().then(
      loadable => !loadable,
      () => false,
    )
  }
