import type { KeyId } from '../../common/ids.ts'
import { ofBefore } from '../attempt/left-over.ts'
import { leftOver } from '../attempt/remembered.ts'
import type { Clock } from '../clock.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Asking } from '../vault/port.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import type { SealedKeyPin } from '../vault/unfinished-text.ts'
import type { Book } from './book.ts'
import type { Makings } from './makings.ts'
import { givenUp, isGivenUp, type KeyRecord } from './record.ts'

interface Ports {
  readonly clock: Clock
  readonly book: Book
  readonly vault: Pick<KeyVault, 'read' | 'erase' | 'keep' | 'kept' | 'seen'>
  readonly unfinished: Pick<UnfinishedBusiness, 'get' | 'update' | 'whenLoaded'>
  readonly makings: Pick<Makings, 'has' | 'resume' | 'resumed'>
  readonly remove: (id: KeyId, how: Asking) => Promise<void>
  /** Called when all that could be done has been tried. */
  readonly settled: () => void
}

/** The calendar may be set back meanwhile. */
const LOOKS_WITHIN_MS = 3_600_000

/** Goes on with what an earlier run left, or the keychain did not let us do. */
export function createSettling(ports: Ports) {
  const { clock, book, vault, unfinished, makings, remove, settled } = ports
  const isLeaving = ({ stage, stored }: KeyRecord): boolean => stage === 'leaving' || stored === 'given-up'
  /** Those that wait for the keychain. */
  const waiting = () => book.all().filter(record => isLeaving(record) || vault.kept(record.id) !== 'keychain')

  /** A key may come back: with another keyring, or with a backup. */
  const lookAgain = ({ id }: KeyRecord): Promise<void> =>
    vault.read(id, { silently: true }).then(
      () => book.change(id, { stage: 'held' }),
      () => {},
    )

  /** Does what the keychain did not let us do before. Nobody is asked. */
  async function settle(): Promise<void> {
    const silently = { silently: true }
    for (const record of book.all().filter(({ stage }) => stage === 'missing')) await lookAgain(record)
    for (const record of waiting()) {
      if (record.stage === 'dead') await vault.erase(record.id, silently, async () => {})
      else if (isLeaving(record)) await removeOnceKnown(record, silently)
      else await vault.keep(record.id, silently)
    }
    settled()
  }

  /** Its token may have been stored, and that not have been written down, as on a full disk. */
  async function dropUnlessStored({ id, once, givenUp: isUnwanted }: KeyRecord): Promise<void> {
    const isStored = (await vault.seen()).includes(id)
    if (book.find(id)?.stage !== 'making' || makings.has(id)) return
    if (!isStored) return book.drop(id)
    book.change(id, { stage: isUnwanted || once ? 'leaving' : 'held', stored: 'yes', byHand: true })
    settled()
  }

  let isResumed = false

  /** A code that an earlier run left may still bring its token: nothing is off the books before that is known. */
  async function removeOnceKnown(record: KeyRecord, how: Asking): Promise<void> {
    if (isResumed || !record.once) await remove(record.id, how)
  }

  let cancelResume = () => {}

  /** Goes on with the codes that an earlier run left. */
  function resume() {
    const { keyPins } = unfinished.get()
    for (const record of book.all()) {
      const pins = keyPins.filter(({ key }) => key === record.id)
      const left = leftOver({ pins, claims: [] }, clock)
      if (pins.length > 0) makings.resume(record, isGivenUp(record) ? ofBefore(left) : left)
      else if (record.stage === 'making' && !makings.has(record.id)) void dropUnlessStored(record)
    }
    // What this run does not know, the next may: what is remembered of keys could perhaps not be read.
    const isUnknown = ({ key }: SealedKeyPin) => book.find(key) === undefined
    const leftMs = ({ endsAt }: SealedKeyPin) => endsAt - clock.calendar()
    const isOver = (pin: SealedKeyPin) => isUnknown(pin) && leftMs(pin) <= 0
    if (keyPins.some(isOver))
      void unfinished.update(now => ({ keyPins: now.keyPins.filter(pin => !isOver(pin)) }))
    cancelResume()
    const left = keyPins
      .filter(isUnknown)
      .map(leftMs)
      .filter(ms => ms > 0)
    if (left.length > 0) cancelResume = clock.at(clock.now() + Math.min(...left, LOOKS_WITHIN_MS), resume)
    const isFirst = !isResumed
    isResumed = true
    makings.resumed()
    if (isFirst && book.all().some(isLeaving)) void settle()
  }

  return {
    dispose: () => cancelResume(),
    waiting,
    settle,
    /** Goes on with what an earlier run left, once it can be read. */
    launch() {
      // Whoever it was made for is not there any more.
      book.changeAll(record => (record.once ? givenUp(record) : record))
      // The run before this one ended while it stored the token: a check tells whether it is there.
      book.changeAll(record =>
        record.stage === 'making' && record.stored !== 'no'
          ? { ...record, stage: record.givenUp ? 'leaving' : 'held', byHand: true }
          : record,
      )
      unfinished.whenLoaded(resume)
      void settle()
    },
  }
}
