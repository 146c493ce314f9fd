import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuestionId, SessionId } from '../../common/ids.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { ada, QUESTION, SESSION } from '../../common/samples.fake.ts'
import { countReached } from '../../common/reached.fake.ts'
import { Secret } from '../secret.ts'
import { mintKinds, sessionKinds } from './draws.fake.ts'
import { histories, type Moment, unapprovedHistories } from './history.fake.ts'
import { transition } from './machine.ts'
import { endOf } from '../attempt/steps.ts'
import { CONFIRM_REFUSAL_MS, LEAST_BETWEEN_CHECKS_MS } from '../session/limits.ts'
import {
  FASTEST_POLL_MS,
  GRACE_MS,
  MINT_EVERY_MS,
  MOST_RENEWALS,
  POLL_WITHIN_MS,
  SLOWEST_POLL_MS,
} from '../attempt/limits.ts'
import { askedClaim } from '../attempt/claims.ts'
import type { LeftOver } from '../attempt/events.ts'
import type { Watch } from '../attempt/state.ts'
import type { SessionEvent } from '../session/events.ts'
import type { Effect, Event } from './events.ts'
import { initial, stage, type State } from './state.ts'

const OTHER = '9e571011-0000-4000-8000-000000000002' as QuestionId
const LAST = '9e571011-0000-4000-8000-000000000003' as QuestionId
const ANOTHER = '5e551011-0000-4000-8000-000000000002' as SessionId

type Check = (moments: readonly Moment[], reached: () => void) => void

/** Holds of 300 histories, of which so many come to the assertion: they call `reached`. */
function always(least: number, check: Check, drawn: fc.Arbitrary<readonly Moment[]> = histories) {
  const reached = countReached()
  const property = fc.property(drawn, moments => {
    let isReached = false
    check(moments, () => void (isReached = true))
    if (isReached) reached.again()
  })
  fc.assert(property, { numRuns: 300 })
  reached.atLeast(least)
}
const eachMoment = (least: number, check: (moment: Moment, reached: () => void) => void) =>
  always(least, (moments, reached) => moments.forEach(moment => check(moment, reached)))

/** With a clock that goes on while the computer sleeps. */
function* throughSleep(moments: readonly Moment[]) {
  let slept = 0
  for (const moment of moments) {
    if (moment.event.kind === 'resumed') slept += moment.event.sleptMs
    yield { ...moment, clock: moment.now + slept }
  }
}

const isOfSession = (event: Event): event is SessionEvent =>
  (sessionKinds as readonly string[]).includes(event.kind)

const sessionOf = ({ sessions: { session } }: State) => session
const signedIn = (state: State) => {
  const session = sessionOf(state)
  return session?.kind === 'signed-in' ? session : null
}

/** Of a check that is under way. */
const isAnswer = (event: Event, kind: 'identified' | 'refused' | 'check-due', state: State): boolean =>
  event.kind === kind && 'session' in event && event.session === signedIn(state)?.id

/** Tells when somebody is signed in by another session than before: one may go on after a sign-out that failed. */
function newSessions() {
  let last: string | undefined
  return (after: State): boolean => {
    const id = signedIn(after)?.id
    const isNew = id !== undefined && id !== last
    last = id ?? last
    return isNew
  }
}

describe('in any order of events, the machine', () => {
  it('reaches every phase and every role', () => {
    const seen = new Set<string>()
    eachMoment(300, ({ after }, reached) => {
      reached()
      seen.add(stage(after).kind)
      for (const { role } of after.attempts.watches) seen.add(role)
      if (after.attempts.claims.length > 0) seen.add('claim')
    })
    expect([...seen].sort()).toEqual(
      [
        'awaiting-approval',
        'cancelled',
        'claim',
        'current',
        'replaced',
        'requesting-code',
        'restoring',
        'saving',
        'signed-in',
        'signed-out',
        'signing-out',
      ].sort(),
    )
  })

  it('is signed in at some time in most of them', () => {
    always(150, (moments, reached) => {
      if (moments.some(({ after }) => signedIn(after) !== null)) reached()
    })
  })

  it('asks for a PIN only for a sign-in that wants one', () => {
    eachMoment(90, ({ after, effects }, reached) => {
      if (!effects.some(({ kind }) => kind === 'request-pin')) return
      reached()
      expect(stage(after).kind).toBe('requesting-code')
    })
  })

  it('starts nothing while a token is held', () => {
    eachMoment(90, ({ before, after, event, effects }, reached) => {
      if (event.kind !== 'start' || !['signed-in', 'saving', 'restoring'].includes(stage(before).kind)) return
      reached()
      expect([after, ...effects]).toEqual([before])
    })
  })

  it('never asks for two PINs within five seconds', () => {
    always(60, (moments, reached) => {
      const mints = moments.filter(({ effects }) => effects.some(({ kind }) => kind === 'request-pin'))
      mints.slice(1).forEach(({ now }, i) => {
        reached()
        expect(now - mints[i]!.now).toBeGreaterThanOrEqual(MINT_EVERY_MS)
      })
    })
  })

  it('never waits more than four seconds between polls, nor less than one', () => {
    eachMoment(150, ({ after, effects, now }, reached) => {
      for (const effect of effects) {
        if (effect.kind !== 'poll-at') continue
        const watch = after.attempts.watches.find(({ pin: { id } }) => id === effect.pinId)
        // What is gone is asked after no more: the timer is for its end, and goes with it.
        if (watch === undefined || watch.goneAt !== null) continue
        reached()
        expect(effect.at).toBeLessThanOrEqual(Math.max(now, watch.polledAt + SLOWEST_POLL_MS))
        expect(effect.at).toBeGreaterThanOrEqual(
          Math.max(now, Math.min(watch.polledAt + FASTEST_POLL_MS, endOf(watch))),
        )
      }
    })
  })

  it('never starts two polls of a PIN within a second, nor one of a PIN that is gone or ended fifteen seconds ago', () => {
    eachMoment(150, ({ before, after, effects, now }, reached) => {
      for (const effect of effects) {
        if (effect.kind !== 'check-pin') continue
        const was = before.attempts.watches.find(({ pin: { id } }) => id === effect.pin.id)!
        const is = after.attempts.watches.find(({ pin: { id } }) => id === effect.pin.id)!
        reached()
        expect(now).toBeGreaterThanOrEqual(was.polledAt + FASTEST_POLL_MS)
        expect(was.goneAt).toBeNull()
        expect([is.polledAt, effect.askedAt, is.looks.at(-1)]).toEqual([now, now, now])
        expect(effect.withinMs).toBeGreaterThan(0)
        expect(now + effect.withinMs).toBe(Math.min(now + POLL_WITHIN_MS, is.deadline + GRACE_MS))
      }
    })
  })

  it('leaves no PIN without a timer', () => {
    always(150, (moments, reached) => {
      const due = new Set<number>()
      for (const { event, after, effects } of moments) {
        if (event.kind === 'poll-due') due.delete(event.pinId)
        for (const effect of effects) if (effect.kind === 'poll-at') due.add(effect.pinId)
        for (const { pin } of after.attempts.watches) {
          reached()
          expect(due.has(pin.id)).toBe(true)
        }
      }
    })
  })

  it('has a code on screen exactly while one is watched as current', () => {
    eachMoment(90, ({ after }, reached) => {
      const current = after.attempts.watches.filter(({ role }) => role === 'current').length
      if (current > 0) reached()
      expect({ current, after }).toEqual({
        current: stage(after).kind === 'awaiting-approval' ? 1 : 0,
        after,
      })
    })
  })

  it('stops asking after a PIN only at its end, when plex.tv says so, or when it is claimed', () => {
    always(100, (moments, reached) => {
      const gone = new Set<number>()
      for (const { before, event, after, now } of moments) {
        if (event.kind === 'pin-gone') gone.add(event.pinId)
        for (const watch of before.attempts.watches) {
          if (after.attempts.watches.some(({ pin }) => pin.id === watch.pin.id)) continue
          reached()
          const isOver = event.kind === 'poll-due' && now >= endOf(watch)
          expect(isOver || gone.has(watch.pin.id) || event.kind === 'pin-claimed').toBe(true)
        }
      }
    })
  })

  it('saves every claimed token, or keeps it for the person to decide', () => {
    eachMoment(100, ({ before, event, effects }, reached) => {
      if (event.kind !== 'pin-claimed') return
      if (!before.attempts.watches.some(({ pin: { id } }) => id === event.pinId)) return
      reached()
      expect(effects.filter(({ kind }) => kind === 'save' || kind === 'hold-claim')).toHaveLength(1)
    })
  })

  it('forgets a claim only when it is kept, revoked or dead', () => {
    eachMoment(100, ({ before, event, after, effects }, reached) => {
      for (const { pinId: id } of before.attempts.claims) {
        if (after.attempts.claims.some(claim => claim.pinId === id)) continue
        reached()
        const why = effects.find(({ kind }) => kind === 'adopt-claim' || kind === 'revoke-claim')
        if (event.kind !== 'claim-refused') expect(why).toMatchObject({ pinId: id })
      }
    })
  })

  it('renews a code at most three times', () => {
    const check: Check = (moments, reached) => {
      for (const { before, after } of moments) {
        const { attempt } = after.attempts
        expect(attempt?.renewals ?? 0).toBeLessThanOrEqual(MOST_RENEWALS)
        const was = before.attempts.attempt
        const isLast = was?.kind === 'awaiting-approval' && was.renewals === MOST_RENEWALS
        if (!isLast || attempt?.kind === 'awaiting-approval') continue
        reached()
        expect(stage(after)).toMatchObject({ kind: 'signed-out', problem: expect.any(String) as string })
      }
    }
    always(50, check, unapprovedHistories)
  })

  it('ignores answers to an attempt that is over', () => {
    eachMoment(100, ({ before, event, after, effects }, reached) => {
      if (!('epoch' in event) || before.attempts.attempt?.epoch === event.epoch) return
      reached()
      expect([after, ...effects]).toEqual([before])
    })
  })

  it('ignores answers about a session that is over', () => {
    eachMoment(120, ({ before, event, after, effects }, reached) => {
      if (!isOfSession(event)) return
      const session = sessionOf(before)
      if (session !== null && 'id' in session && session.id === event.session) return
      reached()
      expect([after, ...effects]).toEqual([before])
    })
  })

  it('has one life at a time, and one token under one id', () => {
    always(100, (moments, reached) => {
      const ids = new Set<string>()
      for (const { before, after, effects } of moments) {
        expect(after.attempts.attempt === null || after.sessions.session === null).toBe(true)
        for (const effect of effects) {
          if (effect.kind !== 'save' && effect.kind !== 'adopt-claim') continue
          reached()
          expect(ids).not.toContain(effect.session)
          ids.add(effect.session)
          expect(sessionOf(after)).toMatchObject({ kind: 'saving', id: effect.session })
        }
        const [was, is] = [before, after].map(state => signedIn(state)?.id)
        if (was !== undefined && is !== undefined) expect(is).toBe(was)
      }
    })
  })

  it('keeps the token out of its state', () => {
    always(100, (moments, reached) => {
      for (const { event, after } of moments) {
        if (event.kind === 'pin-claimed') reached()
        expect(JSON.stringify(after)).not.toMatch(/\[secret\]|sentinel/)
      }
    })
  })

  it('ends a session only when plex.tv refuses the token, the keychain is empty, or the person says so', () => {
    eachMoment(100, ({ before, event, after }, reached) => {
      if (signedIn(before) === null || signedIn(after) !== null) return
      reached()
      expect(['refused', 'nothing-held', 'unidentified', 'sign-out', 'disown', 'answer']).toContain(
        event.kind,
      )
      if (event.kind === 'answer') expect(event.choice).toBe('keep')
      if (event.kind === 'unidentified') expect(event.problem).toBe('keychain-emptied')
    })
  })

  it('believes plex.tv that a token is dead only when it has said so twice, ten seconds apart', () => {
    always(5, (moments, reached) => {
      let saidAt: number | null = null
      const isNew = newSessions()
      for (const { before, event, after, clock } of throughSleep(moments)) {
        if (isNew(after) || isAnswer(event, 'identified', before)) saidAt = null
        if (event.kind === 'doubted' && signedIn(before) !== null) saidAt ??= clock
        if (!isAnswer(event, 'refused', before)) continue
        if (signedIn(after) !== null) saidAt = clock
        else {
          reached()
          expect(clock).toBeGreaterThanOrEqual((saidAt ?? Infinity) + CONFIRM_REFUSAL_MS)
        }
      }
    })
  })

  it('has a check of the sign-in due or under way, always', () => {
    always(130, (moments, reached) => {
      let due: Effect | null = null
      let underWay = ''
      for (const { before, event, after, effects } of moments) {
        const session = signedIn(after)
        if (isAnswer(event, 'check-due', before)) due = null
        for (const effect of effects) {
          if (effect.kind === 'check-at') due = effect
          if (effect.kind === 'stop-checking') [due, underWay] = [null, '']
          if (effect.kind === 'identify') underWay = effect.session
        }
        if (session === null) continue
        reached()
        if (session.checking) expect(underWay).toBe(session.id)
        else {
          expect(due).toEqual({ kind: 'check-at', session: session.id, at: session.checkAt })
          expect(session.checkAt).toBeGreaterThanOrEqual(session.checkFrom)
        }
      }
    })
  })

  it('asks plex.tv no sooner than five minutes after it has answered', () => {
    always(50, (moments, reached) => {
      let answeredAt: number | null = null
      const isNew = newSessions()
      for (const { before, event, after, effects, clock } of throughSleep(moments)) {
        const isSignedIn = signedIn(before) !== null
        // The token may have died since.
        const isDoubt = event.kind === 'answer' || event.kind === 'doubted'
        if (isNew(after) || (isDoubt && isSignedIn)) answeredAt = null
        if (isSignedIn && answeredAt !== null && effects.some(({ kind }) => kind === 'identify')) {
          reached()
          expect(clock).toBeGreaterThanOrEqual(answeredAt + LEAST_BETWEEN_CHECKS_MS)
        }
        if (isAnswer(event, 'identified', before)) answeredAt = clock
      }
    })
  })

  it('has only finite moments in its effects', () => {
    eachMoment(150, ({ effects }, reached) => {
      for (const effect of effects) {
        if (!('at' in effect)) continue
        reached()
        expect(Number.isFinite(effect.at)).toBe(true)
      }
    })
  })

  it('waits for no code any more after a cancel, but asks after all', () => {
    eachMoment(50, ({ before, event, after }, reached) => {
      if (event.kind !== 'cancel' || before.attempts.attempt === null) return
      reached()
      expect(after.attempts.watches).toEqual(
        before.attempts.watches.map(watch => ({ ...watch, role: 'cancelled' })),
      )
    })
  })

  it('does not change its question while it is asked', () => {
    eachMoment(40, ({ before, event, after }, reached) => {
      const [asked, still] = [before, after].map(({ attempts }) => askedClaim(attempts)?.question)
      if (asked === undefined) return
      if (after.attempts.claims.length > 1) reached()
      if (asked !== still) expect(['answer', 'claim-refused']).toContain(event.kind)
    })
  })
})

it('asks after an ended code for fifteen seconds more', () => {
  const watch = { role: 'replaced', deadline: 5_000 } as Watch
  expect(endOf(watch)).toBe(5_000 + GRACE_MS)
  expect(endOf({ ...watch, role: 'current' })).toBe(5_000)
})

const about = {
  epoch: 1,
  session: SESSION,
  question: QUESTION,
  account: ada,
  chance: 0.5,
  kept: 'keychain',
  found: { session: SESSION, kept: 'keychain' },
  left: { pins: [], claims: [] },
  lifeMs: 900_000,
  pin: { id: 7, code: 'AB12' },
  pinId: 7,
  problem: 'keychain-emptied',
  retryAfterMs: 0,
  token: new Secret('sentinel-token-of-plex-tv'),
}
const happened = (kind: Event['kind']) => ({ ...about, kind }) as Event
const after = (way: readonly Event['kind'][]) =>
  way.reduce((before, kind) => transition(before, happened(kind), 0)[0], initial)

it.each<[is: ReturnType<typeof stage>['kind'], way: Event['kind'][], answers: Event['kind'][]]>([
  ['restoring', ['launched'], ['restored', 'not-restored']],
  ['requesting-code', ['start'], ['pin-issued', 'mint-missed']],
  ['awaiting-approval', ['start', 'pin-issued'], []],
  ['saving', ['start', 'pin-issued', 'pin-claimed'], ['held', 'nothing-to-adopt']],
  ['signed-in', ['launched', 'restored'], ['identified', 'unidentified', 'refused', 'nothing-held']],
  ['signed-in', ['launched', 'restored', 'identified'], ['check-due']],
  ['signing-out', ['launched', 'restored', 'sign-out'], ['erased']],
])('takes no answer that it did not ask for: %s', (is, way, answers) => {
  const state = after(way)
  expect(stage(state).kind).toBe(is)
  const kinds = [...mintKinds, ...sessionKinds, 'restored', 'not-restored'] as const
  const taken = kinds.filter(kind => transition(state, happened(kind), 0)[0] !== state)
  expect(taken.toSorted()).toEqual(answers.toSorted())
})

it.each<[is: ReturnType<typeof stage>['kind'], way: Event['kind'][]]>([
  ['saving', ['start', 'pin-issued', 'pin-claimed']],
  ['signing-out', ['launched', 'restored', 'sign-out']],
])('keeps no claim while it is about another token: %s', (is, way) => {
  const left = { pins: [], claims: [7] }
  const [taken] = transition(after(way), { kind: 'left-over', left }, 0)
  const [claimed] = transition(taken, happened('claim-identified'), 0)
  expect([stage(claimed).kind, claimed.attempts.claims]).toEqual([
    is,
    [{ pinId: 7, account: ada, question: QUESTION }],
  ])
  const keep = { kind: 'answer', question: QUESTION, choice: 'keep', session: SESSION } as const
  expect(transition(claimed, keep, 0)).toEqual([claimed])
})

it.each<[toldAt: number, problem: Problem]>([
  [9_999, 'used-elsewhere'],
  [10_000, 'ended-unseen'],
])('has missed no approval of a code that was seen less than ten seconds ago: %i ms', (toldAt, problem) => {
  const asked = transition(after(['start', 'pin-issued']), { kind: 'poll-due', pinId: 7 }, 9_000)[0]
  const [gone] = transition(asked, { kind: 'pin-gone', pinId: 7, askedAt: 9_000 }, toldAt)
  expect(stage(gone)).toEqual({ kind: 'signed-out', problem })
})

it('asks for a new code beside one of an earlier run that the window does not show', () => {
  const pins = [
    { pin: { id: 7, code: 'AB12' }, role: 'current', lifeMs: 900_000, remainingMs: 900_000 },
  ] as const
  const [told] = transition(initial, { kind: 'left-over', left: { pins, claims: [] } }, 0)
  const [started, ...effects] = transition(told, { kind: 'start', keychainMissing: false }, 0)
  expect([started.attempts.watches, effects]).toMatchObject([
    [{ pin: { id: 7 }, role: 'replaced' }],
    [{ kind: 'request-pin' }],
  ])
})

it('does not take a token out of the keychain for an answer to an earlier try to bring it there', () => {
  const held = after(['launched', 'restored'])
  expect(transition(held, { kind: 'moved', kept: 'keychain-locked' }, 0)).toEqual([held])
})

it('has nothing to do for a second launch', () => {
  const restoring = after(['launched'])
  expect(transition(restoring, happened('launched'), 0)).toEqual([restoring])
})

describe('a click that comes late', () => {
  const asking = [...(['left-over', 'claim-identified'] as const)].reduce(
    (state, kind) =>
      transition(state, { ...happened(kind), left: { pins: [], claims: [7, 8] } } as Event, 0)[0],
    initial,
  )
  const [twoAsked] = transition(
    asking,
    { kind: 'claim-identified', pinId: 8, account: ada, question: OTHER },
    0,
  )
  const answer = (question: QuestionId, choice: 'keep' | 'revoke') =>
    ({ kind: 'answer', question, choice, session: SESSION }) as const

  it.each(['keep', 'revoke'] as const)('answers one question when it is double: %s', choice => {
    const [once] = transition(twoAsked, answer(QUESTION, choice), 0)
    expect(once.attempts.claims.map(({ pinId }) => pinId)).toEqual([8])
    expect(transition(once, answer(QUESTION, choice), 0)).toEqual([once])
  })

  it.each(['keep', 'revoke'] as const)(
    'answers no question that is not asked yet, nor one that never was: %s',
    choice => {
      expect(transition(twoAsked, answer(OTHER, choice), 0)).toEqual([twoAsked])
      expect(transition(twoAsked, answer(LAST, choice), 0)).toEqual([twoAsked])
      expect(transition(initial, answer(QUESTION, choice), 0)).toEqual([initial])
    },
  )

  it.each(['sign-out', 'disown'] as const)('ends no other session: %s', kind => {
    const held = after(['launched', 'restored'])
    expect(transition(held, { kind, session: ANOTHER }, 0)).toEqual([held])
    expect(stage(transition(held, { kind, session: SESSION }, 0)[0]).kind).toBe('signing-out')
  })
})

it('shows a new code after the wrong account, and none that was on screen before', () => {
  const pin = {
    pin: { id: 7, code: 'AB12' },
    role: 'cancelled',
    lifeMs: 900_000,
    remainingMs: 900_000,
  } as const
  const left = { pins: [pin], claims: [] }
  const [held] = transition(after(['launched', 'restored']), { kind: 'left-over', left }, 0)
  const started = (kind: 'sign-out' | 'disown') => {
    const [leaving] = transition(held, { kind, session: SESSION }, 0)
    return transition(leaving, { kind: 'erased', session: SESSION }, 0)[0]
  }
  expect(stage(started('disown')).kind).toBe('requesting-code')
  const again = { kind: 'start', keychainMissing: false } as const
  expect(stage(transition(started('sign-out'), again, 0)[0]).kind).toBe('awaiting-approval')
})

it('goes back to the session that was held when the token that was to replace it is dead', () => {
  const [claimed] = transition(
    after(['launched', 'restored', 'identified']),
    { kind: 'left-over', left: { pins: [], claims: [7] } },
    0,
  )
  const [asked] = transition(claimed, happened('claim-identified'), 0)
  const keep = { kind: 'answer', question: QUESTION, choice: 'keep', session: ANOTHER } as const
  const [saving, ...effects] = transition(asked, keep, 0)
  expect([stage(saving), effects]).toMatchObject([
    { kind: 'saving', id: ANOTHER },
    [{ kind: 'stop-checking' }, { kind: 'adopt-claim', session: ANOTHER, pinId: 7 }],
  ])
  const nothing = { kind: 'nothing-to-adopt', session: ANOTHER } as const
  const [back, ...checks] = transition(saving, nothing, 0)
  expect([stage(back), checks]).toMatchObject([
    { kind: 'signed-in', id: SESSION, account: ada, checking: true },
    [{ kind: 'identify', session: SESSION }],
  ])
  const refused = { kind: 'doubted' } as const
  const doubted = transition(transition(asked, refused, 0)[0], keep, 0)[0]
  expect(transition(doubted, nothing, 0)).toMatchObject([
    { sessions: { session: { kind: 'signed-in', id: SESSION, refused: true, checking: false } } },
    { kind: 'check-at', session: SESSION, at: CONFIRM_REFUSAL_MS },
  ])
})

it('takes up once what an earlier run left, and asks about it once, however often it is told', () => {
  const leftOf = (...ids: number[]): LeftOver => ({
    pins: ids.map(id => ({
      pin: { id, code: 'CD34' },
      role: 'cancelled',
      lifeMs: 9_000,
      remainingMs: 9_000,
    })),
    claims: ids.map(id => id + 100),
  })
  const [first] = transition(initial, { kind: 'left-over', left: leftOf(1) }, 0)
  const [both, ...effects] = transition(first, { kind: 'left-over', left: leftOf(1, 2) }, 0)
  expect(both.attempts.watches.map(({ pin }) => pin.id)).toEqual([1, 2])
  expect(effects).toMatchObject([
    { kind: 'poll-at', pinId: 2 },
    { kind: 'identify-claim', pinId: 102 },
  ])
  const name = (state: State, pinId: number, question: QuestionId) =>
    transition(state, { kind: 'claim-identified', pinId, account: ada, question }, 0)[0]
  const asked = name(both, 102, QUESTION)
  const named = name(asked, 101, OTHER)
  const twice = name(named, 101, LAST)
  expect(named.attempts.claims).toEqual([
    { pinId: 102, account: ada, question: QUESTION },
    { pinId: 101, account: ada, question: OTHER },
  ])
  expect(twice).toEqual(named)
})
