import type { Problem } from '../../../common/sign-in-view.ts'
import type { Failure } from '../../failure.ts'
import type { ItemAccess } from '../../vault/item-access.ts'
import type { Room, SystemKeychain } from '../../vault/port.ts'
import type { Bus } from './computer.ts'
import type { KeychainState } from './keychain.ts'

interface Options {
  readonly keychain: Pick<SystemKeychain, 'room' | 'locate'>
  /** The item `doctor`. */
  readonly item: Pick<ItemAccess, 'store' | 'read' | 'remove'>
  /** Null on a system without one. */
  readonly bus: () => Promise<Bus | null>
  /** Whether a keychain that does not tell is known to ask nobody. */
  readonly asksNobody: boolean
  /** A text that was never stored before. */
  readonly newText: () => string
}

const ACCOUNT = 'doctor'
/** Where the keychain asks before it hands these out, it would ask before it lets go of a test item too. */
const OURS = ['plex-token', 'unfinished']

/** Stores, reads and removes an item of its own, where that opens no dialog. Never rejects. */
export async function tryKeychain({
  keychain,
  item,
  bus,
  asksNobody,
  newText,
}: Options): Promise<KeychainState> {
  const there = await bus().catch(() => 'none' as const)
  if (there !== null && there !== 'there') return 'no-bus'
  const room = await keychain.room().catch((error: unknown) => serviceState(error))
  const why = whyNot(room, asksNobody)
  if (why !== undefined) return why
  try {
    const guarded = await guardedOf(keychain, [ACCOUNT, ...OURS])
    if (guarded !== undefined) return guarded === ACCOUNT ? 'left' : 'asks'
  } catch (error) {
    return serviceState(error)
  }
  const silently = { silently: true }
  const text = newText()
  const state = await item
    .store(text, silently, () => true)
    .then(async () => ((await item.read(silently)) === text ? ('works' as const) : ('changed' as const)))
    .catch(itemState)
  if (state === 'unstarted') return state
  const isRemoved = await item.remove(silently).then(
    () => true,
    () => false,
  )
  return state === 'works' && !isRemoved ? 'left' : state
}

async function guardedOf({ locate }: Pick<SystemKeychain, 'locate'>, accounts: readonly string[]) {
  for (const account of accounts) if ((await locate(account)).place === 'guarded') return account
  return undefined
}

/** By their names: the errors come from another bundle, with classes of its own. */
const isNamed = (error: unknown, name: string): error is Error =>
  error instanceof Error && error.name === name
const problemOf = (error: unknown): Problem =>
  isNamed(error, 'Failure') ? (error as Failure).problem : 'unexpected'

const serviceState = (error: unknown) => (problemOf(error) === 'keychain-missing' ? 'missing' : 'silent')

function whyNot(room: Room | 'missing' | 'silent', asksNobody: boolean): KeychainState | undefined {
  switch (room) {
    case 'open':
      return undefined
    case 'none':
      return 'no-keyring'
    case 'guarded':
      return 'asks'
    case 'untold':
      return asksNobody ? undefined : 'untried'
    default:
      return room
  }
}

/** What each of the keychain's problems says of the item; any other that it was refused. */
const states: Readonly<Partial<Record<Problem, KeychainState>>> = {
  'keychain-locked': 'locked',
  'keychain-broken': 'no-keyring',
  'keychain-missing': 'unstarted',
  'keychain-unreadable': 'unstarted',
  'keychain-unstarted': 'unstarted',
  'keychain-silent': 'silent',
}

const itemState = (error: unknown): KeychainState =>
  isNamed(error, 'UnseenError') ? 'changed' : (states[problemOf(error)] ?? 'refused')
