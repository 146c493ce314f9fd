import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import { createKeychainCalls } from './calls.ts'
import { createKeyrings } from './keyrings.fake.ts'
import type { Place, StoredHint } from './port.ts'
import { createSealedItem } from './sealed-item.ts'

const ACCOUNT = 'plex-token'

type Answer = 'silently' | 'yes' | 'no'
type Operation = 'read' | 'write' | 'erase'

/** An item over keyrings, what is remembered of it, and what was given an owner. */
function itemOver(how: Parameters<typeof createKeyrings>[0] = {}, hint: StoredHint = 'yes') {
  const world = createKeyrings(how)
  const parts = { world, hint, mark: null as string | null, replaced: [] as string[], run: boot }
  function boot() {
    const { keychain, crash } = world.boot()
    const calls = createKeychainCalls({ clock: world.clock, keychain })
    const item = createSealedItem({
      account: ACCOUNT,
      calls,
      keychain,
      hint: { get: () => parts.hint, set: next => void (parts.hint = next) },
      mark: { get: () => parts.mark, set: next => void (parts.mark = next) },
    })
    const replacing = async (text: string, isKnown: boolean) => {
      await settle()
      if (!isKnown) parts.replaced.push(text)
    }
    /** What comes of it; a failure by its problem or name. */
    const ask = (operation: Operation | 'settle', silently = false) => {
      const change = { silently, replacing }
      const work = operation === 'write' ? item.write('new', change) : item[operation](change)
      return work.then(
        value => value ?? null,
        (error: { problem?: string; name: string }) => error.problem ?? error.name,
      )
    }
    return { calls, item, crash, ask }
  }
  return parts
}

const situations: Readonly<
  Record<Exclude<Place, 'untold'>, (hint?: StoredHint) => ReturnType<typeof itemOver>>
> = {
  readable: hint => put(itemOver({}, hint)),
  locked: hint => lock(put(itemOver({}, hint))),
  guarded: hint => put(itemOver({ like: 'keepassxc', confirms: true }, hint)),
  hidden: hint => lock(put(itemOver({ like: 'keepassxc' }, hint))),
  missing: hint => itemOver({}, hint),
  'no-keyring': hint => {
    const parts = itemOver({}, hint)
    parts.world.unmake('login')
    return parts
  },
}

type Parts = ReturnType<typeof itemOver>
function put(parts: Parts) {
  parts.world.put(ACCOUNT, 'old')
  return parts
}
function lock(parts: Parts) {
  parts.world.lock()
  return parts
}

/** What comes of an operation that the person says this to, each time that they are asked. */
async function said<T>(world: Parts['world'], yes: boolean, asking: Promise<T>): Promise<T> {
  for (let times = 0; times < 5; times++) {
    await settle()
    await settle()
    world.answer(yes)
  }
  return asking
}

async function outcome(place: keyof typeof situations, operation: Operation, answer: Answer) {
  const found = situations[place]()
  const { world, replaced } = found
  const came = await said(world, answer === 'yes', found.run().ask(operation, answer === 'silently'))
  const asked = world.asked.map(({ about }) => about)
  return [came, asked.join(' '), world.texts(ACCOUNT).join(' '), replaced.join(' '), found.hint]
}

/** What comes of it, what the person was asked, what is there then, what was given an owner, and what is remembered. */
type Row = readonly [
  Place,
  Operation,
  Answer,
  ReturnType<typeof JSON.parse>,
  string,
  string,
  string,
  StoredHint,
]

const table: readonly Row[] = [
  ['readable', 'read', 'silently', 'old', '', 'old', '', 'yes'],
  ['readable', 'read', 'yes', 'old', '', 'old', '', 'yes'],
  ['readable', 'write', 'silently', null, '', 'new', 'old', 'yes'],
  ['readable', 'write', 'yes', null, '', 'new', 'old', 'yes'],
  ['readable', 'erase', 'silently', null, '', '', 'old', 'no'],
  ['readable', 'erase', 'yes', null, '', '', 'old', 'no'],

  ['locked', 'read', 'silently', 'keychain-locked', '', 'old', '', 'yes'],
  ['locked', 'read', 'yes', 'old', 'unlock', 'old', '', 'yes'],
  ['locked', 'read', 'no', 'keychain-locked', 'unlock', 'old', '', 'yes'],
  ['locked', 'write', 'silently', 'keychain-locked', '', 'old', '', 'yes'],
  ['locked', 'write', 'yes', null, 'unlock', 'new', 'old', 'yes'],
  ['locked', 'write', 'no', 'keychain-locked', 'unlock', 'old', '', 'yes'],
  ['locked', 'erase', 'silently', 'keychain-locked', '', 'old', '', 'given-up'],
  ['locked', 'erase', 'yes', null, 'unlock', '', 'old', 'no'],
  ['locked', 'erase', 'no', 'keychain-locked', 'unlock', 'old', '', 'given-up'],

  ['guarded', 'read', 'silently', 'keychain-denied', '', 'old', '', 'yes'],
  ['guarded', 'read', 'yes', 'old', 'give', 'old', '', 'yes'],
  ['guarded', 'read', 'no', 'keychain-denied', 'give', 'old', '', 'yes'],
  ['guarded', 'write', 'silently', 'keychain-denied', '', 'old', '', 'yes'],
  ['guarded', 'write', 'yes', null, 'give', 'new', 'old', 'yes'],
  ['guarded', 'write', 'no', 'keychain-denied', 'give', 'old', '', 'yes'],
  ['guarded', 'erase', 'silently', 'keychain-denied', '', 'old', '', 'given-up'],
  ['guarded', 'erase', 'yes', null, 'give', '', 'old', 'no'],
  ['guarded', 'erase', 'no', 'keychain-denied', 'give', 'old', '', 'given-up'],

  ['hidden', 'read', 'silently', 'keychain-locked', '', 'old', '', 'yes'],
  ['hidden', 'read', 'yes', 'old', 'unlock', 'old', '', 'yes'],
  ['hidden', 'read', 'no', 'keychain-locked', 'unlock', 'old', '', 'yes'],
  ['hidden', 'write', 'silently', 'keychain-locked', '', 'old', '', 'yes'],
  ['hidden', 'write', 'yes', null, 'unlock', 'new', 'old', 'yes'],
  // Who says no within a second cannot be told from nobody who was asked.
  ['hidden', 'write', 'no', 'keychain-locked', 'unlock', 'old', '', 'yes'],
  ['hidden', 'erase', 'silently', 'keychain-locked', '', 'old', '', 'given-up'],
  ['hidden', 'erase', 'yes', null, 'unlock', '', 'old', 'no'],
  ['hidden', 'erase', 'no', 'keychain-locked', 'unlock', 'old', '', 'given-up'],

  ['missing', 'read', 'silently', null, '', '', '', 'yes'],
  ['missing', 'read', 'yes', null, '', '', '', 'yes'],
  ['missing', 'write', 'silently', null, '', 'new', '', 'yes'],
  ['missing', 'write', 'yes', null, '', 'new', '', 'yes'],
  ['missing', 'erase', 'silently', null, '', '', '', 'no'],
  ['missing', 'erase', 'yes', null, '', '', '', 'no'],

  ['no-keyring', 'read', 'silently', 'keychain-broken', '', '', '', 'yes'],
  ['no-keyring', 'read', 'yes', 'keychain-broken', '', '', '', 'yes'],
  ['no-keyring', 'write', 'silently', 'keychain-broken', '', '', '', 'yes'],
  ['no-keyring', 'write', 'yes', null, 'make', 'new', '', 'yes'],
  ['no-keyring', 'write', 'no', 'keychain-broken', 'make', '', '', 'given-up'],
  ['no-keyring', 'erase', 'silently', 'keychain-broken', '', '', '', 'given-up'],
  ['no-keyring', 'erase', 'yes', 'keychain-broken', '', '', '', 'given-up'],
]

describe('an item that an earlier run has stored', () => {
  it.each(table)('and that is %s: %s, %s', async (place, operation, answer, ...expected) => {
    expect(await outcome(place as keyof typeof situations, operation, answer)).toEqual(expected)
  })
})

let parts: Parts
beforeEach(() => void (parts = put(itemOver())))

describe('an item of which nothing is remembered', () => {
  it.each([
    ['hidden', null],
    ['no-keyring', null],
    ['locked', 'keychain-locked'],
    ['readable', 'old'],
  ] as const)('is not asked for where nothing is seen of it: %s', async (place, expected) => {
    const { world, run } = situations[place]('unknown')
    expect([await run().ask('read', true), world.asked]).toEqual([expected, []])
  })

  it('is read before another is written over it with the same password', async () => {
    const found = situations.hidden('unknown')
    expect([
      await said(found.world, true, found.run().ask('write')),
      found.world.asked.length,
      found.replaced,
    ]).toEqual([null, 1, ['old']])
  })

  it('is left where it is hidden, beside a keyring that takes another', async () => {
    const found = situations.hidden('unknown')
    found.world.make('second', true)
    expect([await found.run().ask('write', true), found.replaced]).toEqual([null, []])
    expect(found.world.texts(ACCOUNT)).toEqual(['new', 'old'])
    // Once it comes to light it is given an owner before it is tidied away.
    found.world.unlock()
    expect([await found.run().ask('write', true), found.replaced, found.world.texts(ACCOUNT)]).toEqual([
      null,
      ['old'],
      ['new'],
    ])
  })
})

it.each(['hidden', 'no-keyring', 'missing'] as const)(
  'an item that was never stored is erased without a question: %s',
  async place => {
    const { world, run } = situations[place]('no')
    world.take(ACCOUNT)
    const { ask, item } = run()
    await ask('write', true)
    const calls = world.calls.length
    expect([place === 'missing' ? 'tried' : await ask('erase'), item.state().kind, world.asked]).toEqual([
      place === 'missing' ? 'tried' : null,
      place === 'missing' ? 'kept' : 'empty',
      [],
    ])
    expect(world.calls).toHaveLength(calls)
  },
)

it('an item that a locked database may have is not forgotten because another was stored beside it', async () => {
  const found = situations.hidden()
  found.world.make('second', true)
  const { ask, item } = found.run()
  expect([await ask('write'), await ask('erase'), found.hint, item.state().kind]).toEqual([
    null,
    'keychain-locked',
    'given-up',
    'erasing',
  ])
  found.world.unlock()
  expect([await ask('settle', true), found.replaced, found.world.texts(ACCOUNT), found.hint]).toEqual([
    null,
    ['old'],
    [],
    'no',
  ])
})

describe('a refusal', () => {
  it('is believed only about what is still shut', async () => {
    lock(parts)
    const asking = parts.run().ask('read')
    await settle()
    parts.world.unlock()
    parts.world.answer(false)
    expect(await asking).toBe('old')
  })

  it('is not asked again by what was waiting behind it', async () => {
    lock(parts)
    const { ask } = parts.run()
    const all = Promise.all([ask('read'), ask('read'), ask('read')])
    expect([await said(parts.world, false, all), parts.world.asked.length]).toEqual([
      ['keychain-locked', 'keychain-locked', 'keychain-locked'],
      1,
    ])
  })

  it('of storing is noticed, though the database says that it stored', async () => {
    const { world, run } = put(itemOver({ like: 'keepassxc' }))
    world.make('second', true)
    world.lock('second')
    const { ask, item } = run()
    expect([await said(world, false, ask('write')), world.texts(ACCOUNT), item.state().kind]).toEqual([
      'keychain-locked',
      ['old'],
      'keeping',
    ])
  })

  it('of storing is noticed, though it is open by the time that anybody looks', async () => {
    const { world, run } = put(itemOver({ like: 'keepassxc' }))
    world.make('second', true)
    world.lock('second')
    const { ask, item } = run()
    const writing = ask('write')
    await settle()
    await settle()
    world.answer(false)
    world.unlock('second')
    expect([await writing, world.texts(ACCOUNT), item.state().kind]).toEqual([
      'keychain-denied',
      ['old'],
      'keeping',
    ])
    expect([await ask('settle', true), world.texts(ACCOUNT)]).toEqual([null, ['new']])
  })

  it('of deleting is noticed, though the database says that it deleted', async () => {
    const { world, run } = put(itemOver({ like: 'keepassxc', confirmsDelete: true }))
    const { ask, item } = run()
    expect([await ask('erase', true), world.asked]).toEqual(['keychain-denied', []])
    expect(await item.reach()).toBe('keychain-denied')
    expect([await said(world, false, ask('settle')), world.texts(ACCOUNT)]).toEqual([
      'keychain-denied',
      ['old'],
    ])
    expect([await said(world, true, ask('settle')), world.texts(ACCOUNT), item.state().kind]).toEqual([
      null,
      [],
      'empty',
    ])
  })
})

describe('while the person is being asked', () => {
  async function asked() {
    lock(parts)
    const made = parts.run()
    const reading = made.ask('read')
    await parts.world.clock.advance(1_000)
    return { ...made, reading }
  }

  it('nobody is kept waiting, and nothing else is begun', async () => {
    const { reading, ask, calls } = await asked()
    expect([await reading, await ask('read', true), await ask('read'), calls.asking()]).toEqual([
      'keychain-asking',
      'keychain-asking',
      'keychain-asking',
      true,
    ])
    expect(parts.world.calls).toHaveLength(1)
  })

  it('what was begun goes on, however late the answer comes', async () => {
    const { reading, item, ask } = await asked()
    await reading
    await parts.world.clock.advance(3_600_000)
    parts.world.answer(true)
    await settle()
    expect([item.state(), await ask('read', true)]).toEqual([{ kind: 'kept', text: 'old' }, 'old'])
  })

  it('a text that is read and one that is written meanwhile both have an owner', async () => {
    const { item, ask } = await asked()
    void ask('write')
    parts.world.answer(true)
    await settle()
    expect([
      item.state().kind,
      await ask('settle', true),
      parts.replaced,
      parts.world.texts(ACCOUNT),
    ]).toEqual(['keeping', null, ['old'], ['new']])
  })

  it('the question can be taken back', async () => {
    const { calls, item, ask } = await asked()
    calls.cancel()
    await settle()
    expect([calls.asking(), item.state().kind, await ask('read', true)]).toEqual([
      false,
      'found',
      'keychain-locked',
    ])
    // The dialog stays, and the answer to it counts for everybody.
    expect(parts.world.answer(true)).toBe(true)
    await settle()
    expect(await ask('read', true)).toBe('old')
  })

  it('a service that ends takes the question with it, and its successor is asked anew', async () => {
    const { item, ask, calls } = await asked()
    parts.world.end()
    parts.world.start()
    expect(parts.world.dialogs()).toEqual([])
    await parts.world.clock.advance(5_000)
    expect([parts.world.dialogs(), calls.asking()]).toEqual([['unlock'], true])
    parts.world.answer(true)
    await settle()
    expect([item.state().kind, await ask('read', true)]).toEqual(['kept', 'old'])
  })

  it('a service that is gone is noticed', async () => {
    const { calls, ask } = await asked()
    parts.world.end()
    await parts.world.clock.advance(10_000)
    expect([calls.asking(), await ask('read')]).toEqual([false, 'keychain-missing'])
  })

  it('a service that falls silent is noticed', async () => {
    const { calls, ask } = await asked()
    parts.world.fallSilent()
    await parts.world.clock.advance(15_000)
    const next = ask('read')
    await parts.world.clock.advance(10_000)
    expect([calls.asking(), await next]).toEqual([false, 'keychain-silent'])
  })
})

describe('a silent call that a question held up', () => {
  it('looks again, and asks nothing', async () => {
    const { world } = parts
    world.put('unfinished', 'business')
    const { keychain } = world.boot()
    const calls = createKeychainCalls({ clock: world.clock, keychain })
    const itemOf = (account: string) =>
      createSealedItem({ account, calls, keychain, hint: { get: () => 'yes', set: () => {} } })
    let answer = () => {}
    void calls.ask(() => new Promise<void>(resolve => (answer = resolve)))
    const reading = itemOf('unfinished').read({ silently: true })
    reading.catch(() => {})
    await settle()
    world.lock()
    answer()
    await expect(reading).rejects.toMatchObject({ problem: 'keychain-locked' })
    expect([world.asked, world.calls]).toEqual([[], []])
  })
})

describe('several copies', () => {
  beforeEach(() => {
    parts.world.make('second', true)
    parts.world.put(ACCOUNT, 'newer')
  })

  it.each([
    ['write', ['new']],
    ['erase', []],
  ] as const)('are all given an owner before they go: %s', async (operation, left) => {
    expect([await parts.run().ask(operation, true), parts.replaced, parts.world.texts(ACCOUNT)]).toEqual([
      null,
      ['newer', 'old'],
      left,
    ])
  })

  describe('while another of our items is behind a lock', () => {
    beforeEach(() => {
      parts.world.make('third')
      parts.world.put('unfinished', 'business', 'third')
      parts.world.lock('third')
    })
    const outcome = () => ({
      texts: parts.world.texts(ACCOUNT),
      replaced: parts.replaced,
      asked: parts.world.asked.map(({ about }) => about),
    })
    const untouched = { texts: ['newer', 'old'], replaced: [] }

    it.each(['write', 'erase'] as const)(
      'all stay, and nobody is asked who did not click: %s',
      async what => {
        expect([await parts.run().ask(what, true), outcome()]).toEqual([
          'keychain-locked',
          { ...untouched, asked: [] },
        ])
      },
    )

    it.each([
      ['write', ['new']],
      ['erase', []],
    ] as const)('are all given an owner once who clicked has opened that: %s', async (what, texts) => {
      expect([await said(parts.world, true, parts.run().ask(what)), outcome()]).toEqual([
        null,
        { texts, replaced: ['newer', 'old'], asked: ['unlock'] },
      ])
    })

    it.each(['write', 'erase'] as const)(
      'all stay where who clicked says no, and nobody is asked twice: %s',
      async what => {
        const { ask, calls } = parts.run()
        expect([await said(parts.world, false, ask(what)), outcome(), calls.refusals()]).toEqual([
          'keychain-locked',
          { ...untouched, asked: ['unlock'] },
          1,
        ])
        // The next click asks again.
        await said(parts.world, false, ask('settle'))
        expect(outcome().asked).toEqual(['unlock', 'unlock'])
      },
    )
  })
})

describe('a keychain that overlooks what it has', () => {
  const rows = [1, 2, 3, 4, 5, 6].flatMap(calls =>
    [1, 2].flatMap(copies => (['write', 'erase'] as const).map(what => ({ calls, copies, what }))),
  )
  it.each(rows)('loses nothing that has no owner: $what, $copies copies, $calls calls', async row => {
    const { world, run, replaced } = parts
    if (row.copies === 2) {
      world.make('second', true)
      world.put(ACCOUNT, 'newer')
    }
    const had = world.texts(ACCOUNT)
    world.overlook(row.calls)
    const { ask } = run()
    const first = await ask(row.what, true)
    const owned = () => had.filter(text => !replaced.includes(text) && !world.texts(ACCOUNT).includes(text))
    expect([null, 'keychain-silent', 'keychain-denied']).toContain(first)
    expect(owned()).toEqual([])
    for (let times = 0; times < 3; times++) await ask('settle', true)
    expect([owned(), world.texts(ACCOUNT)]).toEqual([[], row.what === 'write' ? ['new'] : []])
  })
})

describe('a keychain that lies or fails', () => {
  it('is not believed that it stored what is not there', async () => {
    parts.world.take(ACCOUNT)
    parts.world.setLies(true)
    const { ask, item } = parts.run()
    expect([await ask('write'), item.state().kind, parts.hint]).toEqual([
      'UnseenError',
      'keeping',
      'given-up',
    ])
    parts.world.setLies(false)
    expect([await ask('settle'), parts.world.texts(ACCOUNT), parts.hint]).toEqual([null, ['new'], 'yes'])
  })

  it.each([1, 2])('is asked again over another session, where one is none: %d', async sessions => {
    parts.world.garble(sessions)
    const { ask } = parts.run()
    expect([await ask('read', true), parts.world.asked]).toEqual(['old', []])
  })

  it.each(['write', 'erase'] as const)(
    'loses nothing where a session is none, and the next one does it: %s',
    async operation => {
      parts.world.garble(1)
      const { ask } = parts.run()
      await ask(operation, true)
      expect(await ask('settle', true)).toBe(null)
      expect([parts.world.texts(ACCOUNT), parts.replaced]).toEqual([
        operation === 'write' ? ['new'] : [],
        ['old'],
      ])
    },
  )

  it.each(['read', 'write', 'erase'] as const)('refuses, and nothing is lost: %s', async operation => {
    parts.world.setRefuses(true)
    const { ask } = parts.run()
    expect([await ask(operation), parts.world.texts(ACCOUNT)]).toEqual(['keychain-denied', ['old']])
    parts.world.setRefuses(false)
    expect(await ask(operation === 'read' ? 'read' : 'settle')).toBe(operation === 'read' ? 'old' : null)
  })
})

describe('what a silent try would meet', () => {
  it.each([
    ['readable', 'read', 'open'],
    ['readable', 'write', 'open'],
    ['locked', 'read', 'keychain-locked'],
    ['locked', 'write', 'keychain-locked'],
    ['locked', 'erase', 'keychain-locked'],
    ['guarded', 'read', 'keychain-denied'],
    ['hidden', 'read', 'keychain-locked'],
    ['no-keyring', 'write', 'keychain-broken'],
  ] as const)('is told of an item that is %s: %s, %s', async (place, operation, expected) => {
    const { run, world } = situations[place]()
    const { item, ask } = run()
    if (operation !== 'read') await ask(operation, true)
    expect([await item.reach(), world.asked]).toEqual([expected, []])
  })

  it('is the text that was handed out once, however it is guarded', async () => {
    const { run, world } = situations.guarded()
    const { item, ask } = run()
    await said(world, true, ask('read'))
    world.asked.length = 0
    expect([await item.reach(), await ask('read', true), world.asked]).toEqual(['open', 'old', []])
  })

  it('is nothing without a service, or while the person is being asked', async () => {
    lock(parts)
    const { ask, item } = parts.run()
    void ask('read')
    await parts.world.clock.advance(1_000)
    parts.world.unlock()
    expect(await item.reach()).toBe('keychain-asking')
    parts.world.end()
    await parts.world.clock.advance(10_000)
    expect(await item.reach()).toBe('keychain-missing')
  })
})
