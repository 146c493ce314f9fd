import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { answerLater, createBench, inTheOpen, never, refuse } from './keychain.bench.ts'
import { all, claim, debt, nothing, open, pin } from './unfinished.bench.ts'
import type { Unfinished } from './unfinished.ts'

const { pins, owed } = open
let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

const stored = (): unknown => bench.stored && JSON.parse(bench.stored)
const loaded = async (unfinished = bench.unfinished()) => inTheOpen(await unfinished.load())
function leave(content: unknown) {
  Object.assign(bench, {
    hint: 'yes',
    stored: typeof content === 'string' ? content : JSON.stringify(content),
  })
}

it('asks nobody for the password of a locked keychain because something has changed, and stores it once it is open', async () => {
  leave(nothing)
  const unfinished = bench.unfinished()
  await unfinished.load()
  bench.calls.length = 0
  bench.mood = 'locked'
  await unfinished.update(() => ({ pins }))
  expect({ calls: bench.calls, settled: unfinished.isSettled() }).toEqual({ calls: [], settled: false })
  bench.mood = 'ready'
  await unfinished.load()
  expect({ stored: stored(), settled: unfinished.isSettled() }).toEqual({
    stored: { ...nothing, pins },
    settled: true,
  })
})

describe('a keychain that does not give what it holds', () => {
  it.each([
    ['refuses', refuse],
    ['hangs', never],
    ['is locked and says that there is nothing', async () => null],
  ])('is not written to, and is asked again at the next change, when it %s', async (_what, getPassword) => {
    leave(open)
    const before = bench.stored
    bench.keychain.getPassword = getPassword
    const unfinished = bench.unfinished()
    const newer = { ...pin, id: 9 }
    expect(await bench.givenUp(unfinished.load())).toEqual(nothing)
    await bench.givenUp(unfinished.update(() => ({ pins: [newer] })))
    expect({ calls: bench.calls, hints: bench.hints, stored: bench.stored }).toEqual({
      calls: [],
      hints: [],
      stored: before,
    })
    expect(inTheOpen(unfinished.get())).toEqual({ ...nothing, pins: [newer] })

    bench.keychain.getPassword = bench.working.getPassword
    await unfinished.update(() => ({}))
    expect(stored()).toEqual({ ...open, pins: [pin, newer] })
  })

  it('is asked again by the next reading', async () => {
    leave(open)
    bench.keychain.getPassword = refuse
    const unfinished = bench.unfinished()
    expect(await loaded(unfinished)).toEqual(nothing)
    bench.keychain.getPassword = bench.working.getPassword
    expect(await loaded(unfinished)).toEqual(open)
  })

  it('is taken for empty when nobody knows of anything in it', async () => {
    const unfinished = bench.unfinished()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => all)
    expect(stored()).toEqual(open)
  })
})

describe('a keychain that does not take it', () => {
  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('leaves it in memory, and gets it with the next change, when it %s', async (_what, setPassword) => {
    bench.keychain.setPassword = setPassword
    const unfinished = bench.unfinished()
    await bench.givenUp(unfinished.update(() => ({ pins, owed: [debt] })))
    expect({ memory: inTheOpen(unfinished.get()), stored: bench.stored }).toEqual({
      memory: { ...open, claims: [] },
      stored: null,
    })
    bench.keychain.setPassword = bench.working.setPassword
    await unfinished.update(() => ({ claims: [claim] }))
    expect({ stored: stored(), hint: bench.hint }).toEqual({ stored: open, hint: 'yes' })
  })

  it('keeps what it held, which nobody forgets, when the item becomes too big for it', async () => {
    bench.keychain.setPassword = (service, account, password) =>
      password.length > 2_560 ? refuse() : bench.working.setPassword(service, account, password)
    const unfinished = bench.unfinished()
    await unfinished.update(() => all)
    const big = Array.from({ length: 40 }, (_, id) => ({ ...pin, id }))
    await unfinished.update(() => ({ pins: big }))
    expect({ stored: stored(), hint: bench.hint }).toEqual({ stored: open, hint: 'yes' })
    expect(unfinished.get().pins).toEqual(big)
    await unfinished.update(() => ({ pins: [] }))
    expect(stored()).toEqual({ ...open, pins: [] })
  })

  it('may hold a thousand of each', async () => {
    const many = {
      pins: Array.from({ length: 1_000 }, (_, id) => ({ ...pin, id })),
      claims: Array.from({ length: 1_000 }, (_, pinId) => ({ pinId, token: `claimed-${pinId}` })),
      owed: Array.from({ length: 1_000 }, (_, since) => ({ token: `owed-${since}`, since })),
    }
    leave(many)
    const unfinished = bench.unfinished()
    expect(await loaded(unfinished)).toEqual(many)
    await unfinished.update(now => ({ owed: now.owed.slice(1) }))
    expect(stored()).toEqual({ ...many, owed: many.owed.slice(1) })
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('still owes the removal when it %s, and is asked for it again', async (_what, deletePassword) => {
    leave(open)
    bench.keychain.deletePassword = deletePassword
    const unfinished = bench.unfinished()
    await unfinished.load()
    await bench.givenUp(unfinished.update(() => nothing))
    expect({ stored: stored(), hint: bench.hint }).toEqual({ stored: open, hint: 'yes' })
    bench.keychain.deletePassword = bench.working.deletePassword
    await unfinished.update(() => ({}))
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
  })
})

describe('a keychain that answers after it was given up', () => {
  /** Two calls that hang until they are let go, and then do what they were asked. */
  async function changedTwice(change: Partial<Unfinished>) {
    const held: Array<() => void> = []
    const hang = () => new Promise<void>(resolve => held.push(resolve))
    bench.keychain.setPassword = (...given) => hang().then(() => bench.working.setPassword(...given))
    const unfinished = bench.unfinished()
    await bench.givenUp(unfinished.update(() => all))
    bench.keychain.setPassword = bench.working.setPassword
    await unfinished.update(() => change)
    for (const letGo of held) letGo()
    await settle()
  }

  it('is made to hold what is present', async () => {
    await changedTwice({ claims: [] })
    expect({ stored: stored(), hint: bench.hint }).toEqual({ stored: { ...open, claims: [] }, hint: 'yes' })
  })

  it('is emptied again when nothing is left', async () => {
    await changedTwice(nothing)
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
  })

  it('gets back what it lost to a removal', async () => {
    leave(open)
    const removing = answerLater<boolean>()
    bench.keychain.deletePassword = removing.call
    const unfinished = bench.unfinished()
    await unfinished.load()
    await bench.givenUp(unfinished.update(() => nothing))
    await unfinished.update(() => ({ owed: [debt] }))
    bench.stored = null
    removing.answers[0]?.resolve(true)
    await settle()
    expect({ stored: stored(), hint: bench.hint }).toEqual({ stored: { ...nothing, owed }, hint: 'yes' })
  })

  it('is believed to hold something as long as it cannot be asked', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const unfinished = bench.unfinished()
    await bench.givenUp(unfinished.update(() => all))
    await unfinished.update(() => nothing)
    expect(bench.hint).toBe('no')
    bench.keychain.deletePassword = refuse
    answers[0]?.resolve()
    await settle()
    expect(bench.hint).toBe('unknown')
  })
})

it('does not take the silence of a locked keychain for a deletion, and deletes once it is open', async () => {
  const unfinished = bench.unfinished()
  await unfinished.update(() => ({ pins: [pin] }))
  bench.keychain.deletePassword = async () => false
  await unfinished.update(() => ({ pins: [] }))
  expect({ stored: bench.stored !== null, hint: bench.hint, settled: unfinished.isSettled() }).toEqual({
    stored: true,
    hint: 'yes',
    settled: false,
  })
  bench.keychain.deletePassword = bench.working.deletePassword
  await unfinished.load()
  expect({ stored: bench.stored, hint: bench.hint, settled: unfinished.isSettled() }).toEqual({
    stored: null,
    hint: 'no',
    settled: true,
  })
})

describe('an item that somebody else deleted', () => {
  it('is gone, and not waited for, where the keychain is known to be open', async () => {
    Object.assign(bench, { hint: 'yes', open: true })
    const unfinished = bench.unfinished()
    expect(await loaded(unfinished)).toEqual(nothing)
    expect({ hint: bench.hint, settled: unfinished.isSettled() }).toEqual({ hint: 'no', settled: true })
    await unfinished.update(() => all)
    expect({ stored: stored(), hint: bench.hint }).toEqual({ stored: open, hint: 'yes' })
  })

  it('is read after all where the keychain was opened between its answer and the question whether it is', async () => {
    leave(open)
    bench.keychain.getPassword = async () => {
      bench.keychain.getPassword = bench.working.getPassword
      bench.open = true
      return null
    }
    expect(await loaded()).toEqual(open)
  })

  it('need not be deleted any more', async () => {
    leave(open)
    const unfinished = bench.unfinished()
    await unfinished.load()
    Object.assign(bench, { stored: null, open: true })
    await unfinished.update(() => nothing)
    expect({ hint: bench.hint, settled: unfinished.isSettled() }).toEqual({ hint: 'no', settled: true })
  })
})
