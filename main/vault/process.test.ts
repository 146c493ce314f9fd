import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.fake.ts'
import type { Answered, Asked, Value } from './messages.ts'
import { type Child, createKeychainProcess } from './process.ts'
import { EndedError } from './process-answers.ts'
import { UnstartedError } from './unstarted.ts'

/** A process that a test speaks for. */
function startChild() {
  const asked: Asked[] = []
  let hear: (answer: Answered) => void = () => {}
  let ended = () => {}
  let running = () => {}
  const child: Child = {
    started: listener => void (running = listener),
    ask: question => void asked.push(question),
    answered: listener => void (hear = listener),
    ended: listener => void (ended = listener),
    end: () => void (started.killed = true),
  }
  const started = {
    child,
    asked,
    killed: false,
    start: () => running(),
    answer: (answer: Answered) => hear(answer),
    /** Answers what it was asked last. */
    say: (value: Value) => hear({ id: asked.at(-1)!.id, value }),
    die: () => ended(),
  }
  return started
}

function setup() {
  const clock = new ManualClock()
  const children: ReturnType<typeof startChild>[] = []
  const system = { starts: true, changed: false }
  const start = () => {
    const started = startChild()
    children.push(started)
    // Where the system starts no more processes, nobody is told.
    if (system.starts) queueMicrotask(started.start)
    return started.child
  }
  const process = createKeychainProcess({ start, clock, isChanged: async () => system.changed })
  const getOnce = async () => (await process.open()).getPassword('Latchkey', 'plex-token')
  /** As whoever calls it does: once more where its process has ended. */
  const get = () =>
    getOnce().catch((error: unknown) => {
      if (error instanceof EndedError) return getOnce()
      throw error
    })
  /** What comes of it, or its failure in words. */
  const outcome = (work: Promise<unknown>) =>
    work.then(
      value => ({ value }),
      (error: unknown) => ({ failed: String(error) }),
    )
  return { clock, children, system, process, get, outcome }
}

let world: ReturnType<typeof setup>
beforeEach(() => void (world = setup()))

describe('the keychain’s process', () => {
  it('is started for a call, and none before', async () => {
    const { process, children, get } = world
    await process.open()
    expect(children).toHaveLength(0)
    const found = get()
    await settle()
    expect(children[0]!.asked).toEqual([{ id: 1, call: 'getPassword', given: ['Latchkey', 'plex-token'] }])
    children[0]!.say('a-token')
    expect(await found).toBe('a-token')
  })

  it('is asked again while it is there, and ended after thirty seconds without a call', async () => {
    const { clock, children, get } = world
    for (let time = 0; time < 2; time++) {
      const found = get()
      await settle()
      children[0]!.say(null)
      expect(await found).toBeNull()
      await clock.advance(29_999)
    }
    expect([children.length, children[0]!.killed]).toEqual([1, false])
    await clock.advance(1)
    expect([children[0]!.killed, clock.pending]).toEqual([true, 0])
    void get()
    await settle()
    expect(children).toHaveLength(2)
  })

  it('lives as long as a call has no answer', async () => {
    const { clock, children, get } = world
    const found = get()
    await clock.advance(3_600_000)
    expect(children[0]!.killed).toBe(false)
    children[0]!.say('late')
    expect(await found).toBe('late')
  })

  it('is started once more for the calls that it dies in', async () => {
    const { children, get, clock } = world
    const both = [get(), get()]
    await settle()
    children[0]!.die()
    await settle()
    expect(children[1]!.asked.map(({ call }) => call)).toEqual(['getPassword', 'getPassword'])
    for (const { id } of children[1]!.asked) children[1]!.answer({ id, value: `answer ${id}` })
    expect(await Promise.all(both)).toEqual(['answer 3', 'answer 4'])
    expect(clock.pending).toBe(1)
  })

  it('that dies twice fails the call, and the next call starts another', async () => {
    const { children, get, outcome } = world
    const first = outcome(get())
    await settle()
    children[0]!.die()
    await settle()
    children[1]!.die()
    expect(await first).toEqual({ failed: 'EndedError: The process ended' })
    const next = get()
    await settle()
    children[2]!.say('found')
    expect(await next).toBe('found')
  })

  it('that the system does not start is given up in half a minute, and another started', async () => {
    const { children, system, get, clock } = world
    system.starts = false
    const found = get()
    await clock.advance(29_999)
    expect(children).toHaveLength(1)
    system.starts = true
    await clock.advance(1)
    expect(children[1]!.asked.map(({ call }) => call)).toEqual(['getPassword'])
    children[1]!.say('found')
    expect(await found).toBe('found')
    expect([children[0]!.killed, children[1]!.killed]).toEqual([true, false])
  })

  it.each([
    ['whose files are as they were', false, 'unstarted'],
    ['one of whose files is another, or gone', true, 'unreadable'],
  ] as const)(
    'that never comes to its first line fails the call, and says why: %s',
    async (_what, changed, why) => {
      const { children, system, get } = world
      Object.assign(system, { starts: false, changed })
      const failed = get().catch((error: unknown) => error)
      await settle()
      children[0]!.die()
      await settle()
      children[1]!.die()
      const error = await failed
      expect([error instanceof UnstartedError, error]).toMatchObject([true, { why }])
      system.starts = true
      const found = get()
      await settle()
      children[2]!.say('found')
      expect(await found).toBe('found')
    },
  )

  it('that dies twice, and one of whose files is another or gone, says so', async () => {
    const { children, system, get } = world
    system.changed = true
    const failed = get().catch((error: unknown) => error)
    for (const at of [0, 1]) {
      await settle()
      children[at]!.die()
    }
    expect(await failed).toMatchObject({ name: 'UnstartedError', why: 'unreadable' })
  })

  it('whose first line cannot read the rest of it fails the call, and says why', async () => {
    const { children, get, process } = world
    const failed = get().catch((error: unknown) => error)
    await settle()
    children[0]!.answer({ id: 1, unreadable: 'Cannot find module keytar' })
    expect(await failed).toMatchObject({ name: 'UnstartedError', why: 'unreadable' })
    // It is not said to be missing on this computer.
    const asked = process.isLoadable()
    children[1]!.answer({ id: 2, unreadable: 'Cannot find module keytar' })
    await expect(asked).rejects.toMatchObject({ why: 'unreadable' })
  })

  it('that the system refuses to start fails the call, and says why', async () => {
    const refuse = () => {
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    }
    const keychain = createKeychainProcess({
      start: refuse,
      clock: new ManualClock(),
      isChanged: async () => true,
    })
    await expect((await keychain.open()).getPassword('a', 'b')).rejects.toMatchObject({
      name: 'UnstartedError',
      why: 'unstarted',
      cause: { code: 'EMFILE' },
    })
  })

  it('is why a call is late, until it runs', async () => {
    const { children, system, get, process } = world
    system.starts = false
    expect(process.whyLate()).toBeUndefined()
    void get()
    await settle()
    expect(process.whyLate()).toMatchObject({ name: 'UnstartedError', why: 'unstarted' })
    children[0]!.start()
    expect(process.whyLate()).toBeUndefined()
  })

  it('may die while nobody asks it anything', async () => {
    const { children, get, clock } = world
    const found = get()
    await settle()
    children[0]!.say('found')
    await found
    children[0]!.die()
    expect(clock.pending).toBe(0)
    void get()
    await settle()
    expect(children).toHaveLength(2)
  })

  it('is left after a failure: the next call goes to another, and this one answers what it was asked', async () => {
    const { children, get, outcome } = world
    const [first, second] = [outcome(get()), outcome(get())]
    await settle()
    children[0]!.answer({ id: 2, failed: 'Error: The session is gone' })
    expect(await second).toEqual({ failed: 'Error: Error: The session is gone' })
    void get()
    await settle()
    expect([children.length, children[0]!.killed]).toEqual([2, false])
    children[0]!.answer({ id: 1, value: 'a-token' })
    expect([await first, children[0]!.killed, children[1]!.killed]).toEqual([
      { value: 'a-token' },
      true,
      false,
    ])
  })

  it('that cannot be started fails the call, and is tried again', async () => {
    const clock = new ManualClock()
    const child = startChild()
    const isChanged = async () => false
    const ways = [
      () => {
        throw new Error('Too many processes')
      },
      () => child.child,
    ]
    const process = createKeychainProcess({ start: () => ways.shift()!(), clock, isChanged })
    const keychain = await process.open()
    await expect(keychain.deletePassword('a', 'b')).rejects.toThrow('Too many processes')
    const removed = keychain.deletePassword('a', 'b')
    child.say(true)
    expect(await removed).toBe(true)
  })

  it.each<[unknown]>([[true], [7], [undefined], [{}]])(
    'that answers %j for a password is not believed',
    async value => {
      const { children, get, outcome } = world
      const found = outcome(get())
      await settle()
      children[0]!.answer({ id: 1, value } as Answered)
      expect(await found).toEqual({ failed: expect.stringContaining('something else') })
    },
  )

  it('that answers what nobody asked changes nothing', async () => {
    const { children, get } = world
    const found = get()
    await settle()
    children[0]!.answer({ id: 9, value: 'another' })
    children[0]!.say('a-token')
    expect(await found).toBe('a-token')
  })

  it('is ended in the middle of a call when the app ends', async () => {
    const { process, children, get, clock, outcome } = world
    const found = outcome(get())
    await settle()
    const gone = process.end()
    expect(children[0]!.killed).toBe(true)
    children[0]!.die()
    expect([await gone, clock.pending, children.length]).toEqual([true, 0, 1])
    expect(await found).toEqual({ failed: 'Error: The app is ending' })
  })

  it('lists what it holds of a service, and is not believed about anything else', async () => {
    const { process, children, outcome } = world
    const keychain = await process.open()
    const found = keychain.findCredentials('Latchkey')
    expect(children[0]!.asked).toEqual([{ id: 1, call: 'findCredentials', given: ['Latchkey'] }])
    const all = [{ account: 'plex-token', password: 'a-token' }]
    children[0]!.say(all)
    expect(await found).toEqual(all)
    const odd = outcome(keychain.findCredentials('Latchkey'))
    children[0]!.say('a-token')
    expect(await odd).toEqual({ failed: expect.stringContaining('something else') })
  })

  it('is ended in the middle of a call whose question is taken back, and another answers the next', async () => {
    const { process, children, get, outcome } = world
    process.stop()
    const [first, second] = [outcome(get()), outcome(get())]
    await settle()
    process.stop()
    const failed = { failed: 'Error: It was ended before it answered' }
    expect([await first, await second, children.length, children[0]!.killed]).toEqual([
      failed,
      failed,
      1,
      true,
    ])
    children[0]!.die()
    const third = get()
    await settle()
    children[1]!.say('found')
    expect(await third).toBe('found')
  })

  it('is replaced where another keychain answers, and what was open is asked again', async () => {
    const { process, children, get } = world
    const both = [get(), get()]
    await settle()
    process.renew()
    await settle()
    expect([children[0]!.killed, children[1]!.asked.map(({ call }) => call)]).toEqual([
      true,
      ['getPassword', 'getPassword'],
    ])
    // One that answers after all is not heard.
    children[0]!.answer({ id: 1, value: 'of the one before' })
    for (const { id } of children[1]!.asked) children[1]!.answer({ id, value: `answer ${id}` })
    expect(await Promise.all(both)).toEqual(['answer 3', 'answer 4'])
  })

  it('is replaced also while nobody asks it anything', async () => {
    const { process, children, get } = world
    const found = get()
    await settle()
    children[0]!.say('found')
    await found
    process.renew()
    expect([children[0]!.killed, process.process()]).toEqual([true, undefined])
    void get()
    await settle()
    expect(children).toHaveLength(2)
  })

  it('is kept while nobody asks it anything, once the person has let it in', async () => {
    const { process, children, get, clock } = world
    const found = get()
    await settle()
    expect(process.process()).toBe(children[0]!.child)
    children[0]!.say('found')
    await found
    process.hold()
    await clock.advance(3_600_000)
    expect([children[0]!.killed, process.process(), clock.pending]).toEqual([false, children[0]!.child, 0])
  })

  it('that will not go is waited for no longer than a second', async () => {
    const { process, get, clock } = world
    void get().catch(() => {})
    await settle()
    const gone = process.end()
    await clock.advance(1_000)
    expect(await gone).toBe(false)
  })

  it('has nothing to wait for where none runs', async () => {
    expect([await world.process.end(), world.clock.pending]).toEqual([true, 0])
  })
})

describe('whether there is a native module', () => {
  it('is asked until there is one', async () => {
    const { process, children } = world
    const first = process.isLoadable()
    children[0]!.answer({ id: 1, missing: 'libsecret-1.so.0: cannot open shared object file' })
    expect([await first, children[0]!.killed]).toEqual([false, true])
    const second = process.isLoadable()
    children[1]!.say(true)
    expect([await second, await process.isLoadable(), children.length]).toEqual([true, true, 2])
  })

  it.each<[string, Answered]>([
    ['succeeded', { id: 1, value: null }],
    ['failed', { id: 1, failed: 'locked' }],
  ])('is known of any call that %s', async (_how, answer) => {
    const { process, children, get, outcome } = world
    const found = outcome(get())
    await settle()
    children[0]!.answer(answer)
    await found
    expect([await process.isLoadable(), children.length]).toEqual([true, 1])
  })

  it('is not known where the process dies of it', async () => {
    const { process, children } = world
    const asked = process.isLoadable()
    children[0]!.die()
    await settle()
    children[1]!.die()
    await expect(asked).rejects.toThrow('The process ended')
  })
})
