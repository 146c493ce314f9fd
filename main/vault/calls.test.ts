import { beforeEach, describe, expect, it } from 'vitest'
import { answerLater } from '../answer-later.fake.ts'
import { ManualClock, settle } from '../clock.fake.ts'
import { createKeychainCalls } from './calls.ts'
import type { Keychain } from './port.ts'
import { EndedError } from './process-answers.ts'
import { UnstartedError } from './unstarted.ts'

/** Calls whose answers come when the test says so. */
function setup({ stoppable = true } = {}) {
  const clock = new ManualClock()
  const world = { alive: true, why: undefined as Error | undefined, stops: 0, looks: [] as number[] }
  const calls = createKeychainCalls({
    clock,
    keychain: {
      open: async () => ({}) as Keychain,
      async isAlive() {
        world.looks.push(clock.now())
        return world.alive
      },
      whyLate: () => world.why,
      stop: stoppable ? () => void world.stops++ : null,
    },
  })
  const { answers, call } = answerLater<string>()
  /** Each change of whether somebody is asked, and when. */
  const told: Array<readonly [number, boolean]> = []
  calls.subscribe(() => void told.push([clock.now(), calls.asking()]))
  const outcome = (how = {}, made: () => Promise<string> = call) =>
    calls.ask(made, how).then(
      value => value,
      (error: unknown) => String(error),
    )
  return { clock, world, calls, answers, told, outcome }
}

let parts: ReturnType<typeof setup>
beforeEach(() => void (parts = setup()))

const taken = 'UnansweredError: The question was taken back'
const behind = 'UnansweredError: The question before it was refused'

describe('a call', () => {
  it('is answered, and leaves no timer behind', async () => {
    const { outcome, answers, clock, told } = parts
    const asked = outcome()
    await settle()
    answers[0]?.resolve('found')
    expect(await asked).toBe('found')
    expect([clock.pending, told]).toEqual([0, []])
  })

  it('is made alone, in order, also after one that failed', async () => {
    const { outcome, answers } = parts
    const all = [outcome(), outcome(), outcome()]
    await settle()
    expect(answers).toHaveLength(1)
    answers[0]?.reject(new Error('locked'))
    await settle()
    expect(answers).toHaveLength(2)
    answers[1]?.resolve('second')
    await settle()
    answers[2]?.resolve('third')
    expect(await Promise.all(all)).toEqual(['Error: locked', 'second', 'third'])
  })

  it('may throw, and so may what opens the keychain', async () => {
    const broken = (): never => {
      throw new Error('The module was compiled against a different version')
    }
    expect(await parts.outcome({}, broken)).toContain('different version')
    const { calls } = createsWithout(broken)
    await expect(calls.ask(async () => 'never')).rejects.toThrow('different version')
  })

  it.each([
    ['asks the person', { asks: true }, 1_000],
    ['is not expected to', {}, 5_000],
  ])('that %s is known to wait after a while, and is waited for however long', async (_what, how, after) => {
    const { outcome, clock, answers, told, calls } = parts
    const asked = outcome(how)
    await clock.advance(after - 1)
    expect(calls.asking()).toBe(false)
    await clock.advance(1)
    expect(calls.asking()).toBe(true)
    await clock.advance(3_600_000)
    answers[0]?.resolve('yes')
    expect(await asked).toBe('yes')
    expect([told, clock.pending]).toEqual([
      [
        [after, true],
        [3_600_000 + after, false],
      ],
      0,
    ])
  })

  it('is looked after every five seconds, and ended when the keychain answers nothing any more', async () => {
    const { outcome, clock, world, told } = parts
    const asked = outcome({ asks: true })
    await clock.advance(7_000)
    world.alive = false
    await clock.advance(60_000)
    expect(await asked).toBe('Failure: keychain-silent')
    expect([world.looks, world.stops, told, clock.pending]).toEqual([
      [1_000, 6_000, 11_000, 16_000],
      1,
      [
        [1_000, true],
        [16_000, false],
      ],
      0,
    ])
  })

  it('outlives a moment in which the keychain is busy', async () => {
    const { outcome, clock, world, answers, calls } = parts
    const asked = outcome({ asks: true })
    await clock.advance(7_000)
    world.alive = false
    await clock.advance(5_000)
    world.alive = true
    await clock.advance(60_000)
    expect(calls.asking()).toBe(true)
    answers[0]?.resolve('found')
    expect([await asked, world.stops]).toEqual(['found', 0])
  })

  it('that is answered while it is looked after stays answered', async () => {
    const { clock, outcome, answers, world, calls } = parts
    const asked = outcome()
    await clock.advance(4_999)
    world.alive = false
    const looking = clock.advance(1)
    answers[0]?.resolve('found')
    await looking
    expect([await asked, calls.asking(), world.stops]).toEqual(['found', false, 0])
  })

  it('fails after five seconds where the system has not even started the process that makes it', async () => {
    const { outcome, clock, world, told } = parts
    world.why = new UnstartedError('unstarted', 'not yet')
    const all = [outcome({ asks: true }), outcome()]
    await clock.advance(4_999)
    expect(world.stops).toBe(0)
    await clock.advance(1)
    world.why = undefined
    expect(await all[0]).toContain('unstarted')
    expect([told, world.stops]).toEqual([[], 1])
  })

  it('that had to wait looks again whether it may be made', async () => {
    const { outcome, answers } = parts
    const looks: string[] = []
    const ready = (name: string) => async () => {
      looks.push(name)
      if (name === 'third') throw new Error('It was locked')
    }
    const all = [outcome({ ready: ready('first') }), outcome({ ready: ready('second') })]
    await settle()
    expect(looks).toEqual([])
    answers[0]?.resolve('1')
    await settle()
    expect(looks).toEqual(['second'])
    const third = outcome({ ready: ready('third') })
    answers[1]?.resolve('2')
    expect(await Promise.all([...all, third])).toEqual(['1', '2', 'Error: It was locked'])
    const fourth = outcome({ ready: ready('fourth') })
    await settle()
    answers[2]?.resolve('4')
    expect([await fourth, looks]).toEqual(['4', ['second', 'third']])
  })
})

function createsWithout(open: () => never) {
  const keychain = { open, isAlive: async () => true, whyLate: () => undefined, stop: null }
  return { calls: createKeychainCalls({ clock: new ManualClock(), keychain }) }
}

describe('a call that its process ends in', () => {
  const ended = () => Promise.reject(new EndedError('The process ended'))

  it.each([
    ['is made once more', [ended, async () => 'found'], {}, 'found'],
    ['is made no third time', [ended, ended, async () => 'found'], {}, 'EndedError: The process ended'],
    [
      'is not repeated where it may no longer be made',
      [ended, async () => 'found'],
      {
        ready: async () => {
          throw new Error('It was locked')
        },
      },
      'Error: It was locked',
    ],
  ])('%s', async (_what, ways, how, expected) => {
    expect(await parts.outcome(how, () => ways.shift()!())).toBe(expected)
  })

  it('is not repeated while the app ends', async () => {
    const { outcome, answers, calls } = parts
    const asked = outcome()
    await settle()
    const closing = calls.close(1_000)
    answers[0]?.reject(new EndedError('The process ended'))
    expect([await asked, await closing, answers.length]).toEqual(['EndedError: The process ended', true, 1])
  })
})

describe('a question', () => {
  it('is counted once, as soon as somebody may be asked', async () => {
    const { outcome, clock, calls, answers } = parts
    void outcome({ asks: true })
    await clock.advance(999)
    expect(calls.questions()).toBe(0)
    await clock.advance(60_000)
    answers[0]?.resolve('yes')
    await settle()
    expect(calls.questions()).toBe(1)
  })
})

describe('a refusal', () => {
  it('fails what was waiting behind it, and nothing that comes later', async () => {
    const { outcome, answers, calls } = parts
    const [first, second] = [outcome(), outcome()]
    await settle()
    calls.refuse()
    const third = outcome()
    answers[0]?.resolve('found')
    await settle()
    answers[1]?.resolve('asked again')
    expect(await Promise.all([first, second, third])).toEqual(['found', behind, 'asked again'])
    expect(calls.refusals()).toBe(1)
  })
})

describe('taking a question back', () => {
  it('ends the call, fails those behind it, and lets the next be made', async () => {
    const { outcome, answers, calls, clock, world } = parts
    const [first, second] = [outcome({ asks: true }), outcome({ asks: true })]
    await clock.advance(1_000)
    calls.cancel()
    expect([await first, await second, world.stops, calls.asking()]).toEqual([taken, behind, 1, false])
    const third = outcome()
    await settle()
    answers[1]?.resolve('later')
    expect([await third, clock.pending, calls.refusals()]).toEqual(['later', 0, 1])
  })

  it('is nothing before somebody is asked, and after', async () => {
    const { outcome, answers, calls, clock, world } = parts
    const asked = outcome({ asks: true })
    await clock.advance(999)
    calls.cancel()
    await clock.advance(1)
    answers[0]?.resolve('yes')
    expect(await asked).toBe('yes')
    calls.cancel()
    expect([world.stops, calls.refusals()]).toEqual([0, 0])
  })

  it('cannot be done where a call cannot be ended', async () => {
    const { outcome, calls, clock, answers } = setup({ stoppable: false })
    const asked = outcome({ asks: true })
    await clock.advance(1_000)
    calls.cancel()
    expect([parts.calls.canCancel, calls.canCancel, calls.asking()]).toEqual([true, false, true])
    answers[0]?.resolve('yes')
    expect(await asked).toBe('yes')
  })

  it('tells nobody who has left', async () => {
    const { calls, outcome, clock } = parts
    let told = 0
    calls.subscribe(() => void told++)()
    void outcome({ asks: true })
    await clock.advance(1_000)
    expect([told, calls.asking()]).toEqual([0, true])
  })
})

describe('closing', () => {
  it('is answered at once when nothing was asked', async () => {
    const { clock, calls } = parts
    expect(await calls.close(1_000)).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('is answered as soon as the last call is', async () => {
    const { calls, outcome, answers } = parts
    void outcome()
    void outcome()
    let answered: boolean | undefined
    void calls.close(1_000).then(answer => (answered = answer))
    await settle()
    answers[0]?.resolve('1')
    await settle()
    expect(answered).toBeUndefined()
    answers[1]?.resolve('2')
    await settle()
    expect(answered).toBe(true)
  })

  it('takes no more calls', async () => {
    const { calls, answers, outcome } = parts
    const closing = calls.close(1_000)
    expect(await outcome()).toBe('Error: The app is ending')
    expect([await closing, answers.length]).toEqual([true, 0])
  })

  it('is not waited for while the person is being asked', async () => {
    const { clock, calls, outcome } = parts
    void outcome()
    await clock.advance(60_000)
    let answered: boolean | undefined
    void calls.close(1_000).then(answer => (answered = answer))
    await clock.advance(999)
    expect(answered).toBeUndefined()
    await clock.advance(1)
    expect(answered).toBe(false)
  })
})
