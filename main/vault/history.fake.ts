import { countReached } from '../../common/reached.fake.ts'
import { settle } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import { createKeychainCalls } from './calls.ts'
import { type Account, ACCOUNTS, type History, OTHER, type Step } from './history-draws.fake.ts'
import { asker } from './dialogs.fake.ts'
import { createKeyrings } from './keyrings.fake.ts'
import { isWaiting } from './item-state.ts'
import type { StoredHint } from './port.ts'
import { createSealedItem, type SealedItem } from './sealed-item.ts'
import { UnseenError } from './trouble.ts'

export const reached = {
  lost: countReached(),
  missing: countReached(),
  asked: countReached(),
  silent: countReached(),
  stored: countReached(),
  erased: countReached(),
}

/** Two items over one Secret Service, and a person who answers when it is drawn. Throws where a promise is broken. */
export async function live({ like, confirms, confirmsDelete, hint, locked, steps }: History) {
  const isKeePassXC = like === 'keepassxc'
  const keyrings = createKeyrings({
    like,
    confirms: confirms && isKeePassXC,
    confirmsDelete: confirmsDelete && isKeePassXC,
  })
  const { clock } = keyrings
  const hints = new Map<Account, StoredHint>(ACCOUNTS.map(each => [each, hint]))
  const marks = new Map<Account, string>()
  /** What it should hold; undefined where no run knows any more. */
  const wanted = new Map<Account, string | null | undefined>()
  /** Those that have an owner for good. */
  const owned = new Set<string>()
  /** Those that this run knows. */
  let known = new Set<string>()
  /** Those that the app has stored, as far as it remembers that it did. */
  const ours = new Set<string>()
  /** Those that were there when nobody remembered any. */
  const unremembered = new Set<string>()
  let texts = 0

  if (hint !== 'no') for (const each of ACCOUNTS) keyrings.put(each, `found-${each}`)
  if (hint === 'unknown') for (const each of ACCOUNTS) unremembered.add(`found-${each}`)
  if (locked) keyrings.lock()

  let app = boot()

  function boot() {
    const run = keyrings.boot()
    const calls = createKeychainCalls({ clock, keychain: run.keychain })
    let alive = true
    const itemOf = (each: Account) =>
      createSealedItem({
        account: each,
        calls,
        keychain: run.keychain,
        hint: {
          get: () => hints.get(each) ?? 'unknown',
          set: value => void (alive && hints.set(each, value)),
        },
        mark: {
          get: () => marks.get(each) ?? null,
          set(mark) {
            if (alive && mark === null) marks.delete(each)
            else if (alive && mark !== null) marks.set(each, mark)
          },
        },
      })
    const items = new Map(ACCOUNTS.map(each => [each, itemOf(each)]))
    return {
      calls,
      item: (each: Account): SealedItem => items.get(each)!,
      crash() {
        alive = false
        run.crash()
      },
    }
  }

  /** Whoever asks knows what the state knows. */
  function learn() {
    for (const each of ACCOUNTS) {
      const state = app.item(each).state()
      if ('text' in state) known.add(state.text)
    }
  }

  keyrings.onLoss((_account, text) => {
    learn()
    reached.lost.again()
    if (!owned.has(text) && !known.has(text)) throw broken(`${text} was lost, which nobody knew`)
  })

  const failures: Error[] = []
  function broken(what: string): Error {
    const error = new Error(what)
    failures.push(error)
    return error
  }

  const replacing = async (text: string) => {
    await Promise.resolve()
    owned.add(text)
  }

  /** A refusal of the keychain is an answer; anything else is a mistake. */
  const expected = (error: unknown) => {
    if (!(error instanceof Failure) && !(error instanceof UnseenError))
      broken(`It failed with ${String(error)}`)
  }

  async function read(each: Account, how: { silently: boolean }) {
    const { item } = app
    const hinted = hints.get(each)
    const text = await item(each).read(how)
    if (text !== null) return void known.add(text)
    const { kind } = item(each).state()
    if (kind !== 'found' && kind !== 'kept') return
    reached.missing.again()
    // Where nobody remembers that anything of ours was stored, nothing hidden counts.
    if (hinted !== 'unknown' && keyrings.texts(each).length > 0) broken(`${each} was called missing`)
  }

  function take(each: Account, work: 'write' | 'erase', how: { silently: boolean }) {
    learn()
    for (const text of known) owned.add(text)
    if (work === 'erase') {
      wanted.set(each, null)
      return app.item(each).erase({ ...how, replacing })
    }
    const text = `text-${++texts}`
    known.add(text)
    ours.add(text)
    wanted.set(each, text)
    return app.item(each).write(text, { ...how, replacing })
  }

  function crash(forgetful = false) {
    for (const each of ACCOUNTS) if (isWaiting(app.item(each).state())) wanted.delete(each)
    app.crash()
    known = new Set()
    if (forgetful) for (const each of ACCOUNTS) hints.set(each, 'unknown')
    if (forgetful) marks.clear()
    app = boot()
  }

  /** Somebody else changes an item. In the middle of a change nobody could be told apart. */
  function meddle(each: Account, how: 'take' | 'replace') {
    if (!keyrings.isIdle() || keyrings.texts(each).length === 0) return
    // A leave is for the item that it was given for, which only the keychain can tell from another of its name.
    if (confirms && how === 'replace') return
    wanted.delete(each)
    keyrings.take(each)
    if (how === 'replace') keyrings.put(each, `foreign-${++texts}`)
  }

  function act(drawn: Step): void {
    const ask = (how: { silently: boolean }, work: () => Promise<unknown>) =>
      asker.run(how, () => void work().catch(expected))
    switch (drawn.does) {
      case 'read':
        return ask(drawn, () => read(drawn.account, drawn))
      case 'write':
      case 'erase':
        return ask(drawn, () => take(drawn.account, drawn.does as 'write', drawn))
      case 'settle':
        return ask(drawn, () => app.item(drawn.account).settle({ silently: drawn.silently, replacing }))
      case 'answer':
        return void keyrings.answer(drawn.yes)
      case 'lock':
        return keyrings.lock(drawn.name)
      case 'unlock':
        return keyrings.unlock(drawn.name)
      case 'take':
      case 'replace':
        return meddle(drawn.account, drawn.does)
      case 'unmake':
        wanted.clear()
        return keyrings.unmake(drawn.name)
      case 'make':
        return keyrings.make(OTHER, true)
      case 'crash':
        return crash()
      case 'forget':
        crash(true)
        ours.clear()
        for (const each of ACCOUNTS) for (const text of keyrings.texts(each)) unremembered.add(text)
        return wanted.clear()
      case 'cancel':
        return app.calls.cancel()
      case 'end':
        return keyrings.end()
      case 'start':
        return keyrings.start()
      case 'silent':
        return keyrings.fallSilent()
      case 'wait':
        return
    }
  }

  /** The person opens everything and says yes to everything. */
  async function openAll() {
    keyrings.start()
    for (let turn = 0; turn < 4; turn++) {
      keyrings.unlockAll()
      for (const each of ACCOUNTS) {
        const how = { silently: false }
        asker.run(
          how,
          () =>
            void app
              .item(each)
              .settle({ ...how, replacing })
              .then(() => app.item(each).clear({ replacing }))
              .catch(expected),
        )
        await clock.advance(5_000)
        for (let dialog = 0; dialog < 8; dialog++) {
          keyrings.answer(true)
          await settle()
        }
        await clock.advance(10_000)
      }
    }
  }

  function check() {
    for (const { silently: quiet } of keyrings.asked) {
      if (quiet) broken('A silent operation asked the person')
      reached.asked.again()
    }
    if (keyrings.mostOnScreen() > 1) broken('Two dialogs were on screen')
    if (failures[0] !== undefined) throw failures[0]
  }

  for (const drawn of steps) {
    // Nobody answers before the app can tell that somebody is asked.
    if (drawn.does === 'answer') await clock.advance(5_000)
    act(drawn)
    await (drawn.does === 'wait' ? clock.advance(drawn.ms!) : settle())
    if ('silently' in drawn && drawn.silently) reached.silent.again()
    check()
  }
  await openAll()
  check()
  for (const each of ACCOUNTS) {
    const expectedText = wanted.get(each)
    if (expectedText === undefined) continue
    const held = keyrings.texts(each)
    ;(expectedText === null ? reached.erased : reached.stored).again()
    const [first = null, ...others] = held
    // Those of others may lie beside it; so may what a locked database had hidden when nobody remembered it.
    // What goes only where somebody is asked has an owner until then.
    const asksFirst = isKeePassXC && (confirms || confirmsDelete)
    const mayStay = (text: string) => !ours.has(text) || (asksFirst && owned.has(text))
    const isGone = held.every(text => isKeePassXC && unremembered.has(text))
    const isHeld = expectedText === null ? isGone : first === expectedText && others.every(mayStay)
    if (!isHeld)
      broken(
        `${each} holds ${JSON.stringify(held)} instead of ${expectedText} as ${JSON.stringify(app.item(each).state())}`,
      )
  }
  check()
}
