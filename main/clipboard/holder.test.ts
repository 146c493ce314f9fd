import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { createHolder, type Holder, type Question, type Told } from './holder.ts'

let clock: ManualClock
let asked: (Question | 'end')[]
let lost: number
let say: (word: Told) => void
let holder: Holder

beforeEach(() => {
  clock = new ManualClock()
  asked = []
  lost = 0
  holder = createHolder({
    clock,
    lost: () => void lost++,
    start(told) {
      say = told
      return { ask: question => void asked.push(question), end: () => void asked.push('end') }
    },
  })
})

const take = (text: string): Question => ({ kind: 'take', text })

async function hold() {
  const taken = holder.take('KEY-1')
  say('started')
  say('held')
  expect(await taken).toBe('held')
}

describe('a thread that holds a text', () => {
  it('has been asked for it, and has no time limit any more', async () => {
    await hold()
    expect([asked, clock.pending, holder.isHolding()]).toEqual([[take('KEY-1')], 0, true])
  })

  it('is asked for another', async () => {
    await hold()
    const taken = holder.take('KEY-2')
    say('held')
    expect([await taken, asked, lost]).toEqual(['held', [take('KEY-1'), take('KEY-2')], 0])
  })

  it.each<Told>(['taken-away', 'unreachable'])('has lost it when it says: %s', async word => {
    await hold()
    say(word)
    say('unreachable')
    expect([asked.at(-1), lost, holder.isHolding(), await holder.take('KEY-2')]).toEqual([
      'end',
      1,
      false,
      'unreachable',
    ])
  })

  it.each<[string, () => unknown]>([
    ['it has', () => say('given-up')],
    ['it fails', () => say('unreachable')],
    ['a second has passed', () => clock.advance(1_000)],
    ['it is ended', () => holder.drop()],
  ])('gives it up, and ends once %s', async (_what, happens) => {
    await hold()
    const givenUp = holder.giveUp()
    expect(asked.at(-1)).toEqual({ kind: 'give-up' })
    await happens()
    await givenUp
    expect([asked.at(-1), lost, clock.pending, holder.isHolding()]).toEqual(['end', 0, 0, false])
    await holder.giveUp()
  })
})

describe('a thread that does not hold a text yet', () => {
  it.each<Told>(['taken-away', 'too-long', 'unreachable'])('ends when it says: %s', async word => {
    const taken = holder.take('KEY-1')
    say('started')
    say(word)
    expect([await taken, asked.at(-1), lost, clock.pending]).toEqual([word, 'end', 0, 0])
  })

  it('has five seconds to start and one to answer', async () => {
    const taken = holder.take('KEY-1')
    await clock.advance(4_999)
    say('started')
    await clock.advance(999)
    expect(asked).toEqual([take('KEY-1')])
    await clock.advance(1)
    expect([await taken, asked.at(-1), lost]).toEqual(['silent', 'end', 0])
  })

  it('ends when it does not start', async () => {
    const taken = holder.take('KEY-1')
    await clock.advance(5_000)
    expect([await taken, asked.at(-1)]).toEqual(['silent', 'end'])
  })

  it('is not waited for once it is ended', async () => {
    const taken = holder.take('KEY-1')
    holder.drop()
    expect([await taken, asked.at(-1), clock.pending]).toEqual(['unreachable', 'end', 0])
  })
})
