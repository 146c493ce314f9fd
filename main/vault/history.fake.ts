import { settle } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import { asker } from './dialogs.fake.ts'
import { type Account, ACCOUNTS, type History, OTHER, type Step } from './history-draws.fake.ts'
import { createKeyrings } from './keyrings.fake.ts'
import { createPromises, reached } from './promises.fake.ts'
import { UnseenError } from './trouble.ts'
import { createTwoItems } from './two-items.fake.ts'

/** Two items over one Secret Service, and a person who answers when it is drawn. Throws where a promise is broken. */
export async function live({ steps, locked, ...history }: History) {
  const { like, confirms, confirmsDelete, hint } = history
  const isKeePassXC = like === 'keepassxc'
  const keyrings = createKeyrings({
    like,
    confirms: confirms && isKeePassXC,
    confirmsDelete: confirmsDelete && isKeePassXC,
  })
  const { clock } = keyrings
  if (hint !== 'no') for (const each of ACCOUNTS) keyrings.put(each, `found-${each}`)
  if (locked) keyrings.lock()
  const items = createTwoItems(keyrings, hint)
  const promises = createPromises(history, keyrings, items)
  const { broken, replacing } = promises
  let texts = 0

  /** A refusal of the keychain is an answer; anything else is a mistake. */
  const expected = (error: unknown) => {
    if (!(error instanceof Failure) && !(error instanceof UnseenError))
      broken(`It failed with ${String(error)}`)
  }

  async function read(each: Account, how: { silently: boolean }) {
    const item = items.item(each)
    const hinted = items.hint(each)
    const text = await item.read(how)
    if (text !== null) return promises.read(text)
    const { kind } = item.state()
    if (kind !== 'found' && kind !== 'kept') return
    reached.missing.again()
    // Where nobody remembers that anything of ours was stored, nothing hidden counts.
    if (hinted !== 'unknown' && keyrings.texts(each).length > 0) broken(`${each} was called missing`)
  }

  function take(each: Account, work: 'write' | 'erase', how: { silently: boolean }) {
    const text = work === 'write' ? `text-${++texts}` : null
    promises.want(each, text)
    const item = items.item(each)
    return text === null ? item.erase({ ...how, replacing }) : item.write(text, { ...how, replacing })
  }

  function crash({ forgetful }: { readonly forgetful: boolean }) {
    promises.ending()
    items.crash({ forgetful })
  }

  /** Somebody else changes an item. In the middle of a change nobody could be told apart. */
  function meddle(each: Account, how: 'take' | 'replace') {
    if (!keyrings.isIdle() || keyrings.texts(each).length === 0) return
    // A leave is for the item that it was given for, which only the keychain can tell from another of its name.
    if (confirms && how === 'replace') return
    promises.forgo(each)
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
        return ask(drawn, () => items.item(drawn.account).settle({ silently: drawn.silently, replacing }))
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
        promises.forgo(...ACCOUNTS)
        return keyrings.unmake(drawn.name)
      case 'make':
        return keyrings.make(OTHER, true)
      case 'crash':
        return crash({ forgetful: false })
      case 'forget':
        crash({ forgetful: true })
        return promises.forgotten()
      case 'cancel':
        return items.calls().cancel()
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
            void items
              .item(each)
              .settle({ ...how, replacing })
              .then(() => items.item(each).clear({ replacing }))
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

  for (const drawn of steps) {
    // Nobody answers before the app can tell that somebody is asked.
    if (drawn.does === 'answer') await clock.advance(5_000)
    act(drawn)
    await (drawn.does === 'wait' ? clock.advance(drawn.ms!) : settle())
    if ('silently' in drawn && drawn.silently) reached.silent.again()
    promises.check()
  }
  await openAll()
  promises.checkEnd()
}
