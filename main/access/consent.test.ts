import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuestionId } from '../../common/ids.ts'
import { countReached } from '../../common/reached.fake.ts'
import {
  ANSWER_WITHIN_MS,
  askingIn,
  type Choice,
  type Consent,
  consentStep,
  type ConsentEvent,
  MOST_QUESTIONS,
  nextMoment,
  noQuestions,
  placesIn,
  SHOWN_WITHIN_MS,
  SILENT_FOR_MS,
  silentForMs,
  type Told,
  type Wish,
} from './consent.ts'

const attic = { id: '9a1f0c', name: 'Attic', owned: true }

const wish = (
  name: string,
  path: string | null = '/opt/kometa.py',
  unlasting: Wish['unlasting'] = path === null ? 'unseen' : null,
): Wish => ({
  name,
  isNew: true,
  program: path === null ? null : { path, command: path },
  since: null,
  chain: [],
  others: [],
  server: null,
  preset: null,
  file: null,
  unlasting,
  momentary: true,
  watched: false,
})

/** A person, programs and a clock, over the machine. */
function createTalk() {
  let consent: Consent = noQuestions
  let now = 0
  let last = 0
  const told: Told[] = []
  const step = (event: ConsentEvent) => {
    const [next, ...more] = consentStep(consent, event, now)
    consent = next
    told.push(...more)
  }
  return {
    ask(one: Wish): number {
      const request = ++last
      step({ kind: 'asked', request, id: `question-${request}` as QuestionId, wish: one })
      return request
    },
    answer: (choice: Choice, id = askingIn(consent)!.id) => step({ kind: 'answered', id, choice }),
    leave: (request: number) => step({ kind: 'gone', request }),
    pass(ms: number) {
      now += ms
      step({ kind: 'time' })
    },
    asking: () => askingIn(consent),
    silent: () => silentForMs(consent, now),
    placeOf: (request: number) => placesIn(consent, now).find(place => place.request === request),
    outcomeOf: (request: number) =>
      told.filter(each => each.request === request).map(({ outcome }) => outcome),
    told,
  }
}

describe('a question to the person', () => {
  it.each(['once', 'allow', 'not-now'] as const)('is answered for all that ask the same: %s', choice => {
    const talk = createTalk()
    const requests = [talk.ask(wish('Kometa')), talk.ask(wish(' KOMETA ')), talk.ask(wish('Kometa'))]
    expect(talk.asking()).toMatchObject({ name: 'Kometa' })
    talk.answer(choice)
    expect(requests.flatMap(talk.outcomeOf)).toEqual([choice, choice, choice])
    expect(talk.asking()).toBeNull()
  })

  it('is one at a time: of another name, or from another program, waits its turn', () => {
    const talk = createTalk()
    const [first, second, third] = [
      talk.ask(wish('Kometa')),
      talk.ask(wish('Kometa', '/tmp/other.py')),
      talk.ask(wish('Tautulli')),
    ]
    talk.answer('allow')
    expect([talk.outcomeOf(first), talk.outcomeOf(second), talk.outcomeOf(third)]).toEqual([
      ['allow'],
      [],
      [],
    ])
    expect(talk.asking()).toMatchObject({ program: { path: '/tmp/other.py' } })
    // The minute of each begins when it is seen.
    talk.pass(ANSWER_WITHIN_MS - 1)
    talk.answer('not-now')
    talk.pass(ANSWER_WITHIN_MS - 1)
    expect(talk.asking()).toMatchObject({ name: 'Tautulli' })
  })

  it('waits for those before it no longer than it was told, and is not taken for unanswered', () => {
    const talk = createTalk()
    const first = talk.ask(wish('A'))
    talk.pass(10_000)
    const [second, third] = [talk.ask(wish('B')), talk.ask(wish('C'))]
    expect([first, second, third].map(talk.placeOf)).toMatchObject([
      { progress: 'asking', remainingMs: ANSWER_WITHIN_MS - 10_000 },
      { progress: 'queued', remainingMs: SHOWN_WITHIN_MS },
      { progress: 'queued', remainingMs: SHOWN_WITHIN_MS },
    ])
    talk.pass(ANSWER_WITHIN_MS - 11_000)
    talk.answer('not-now')
    talk.pass(10_999)
    expect([talk.placeOf(second), talk.placeOf(third)]).toMatchObject([
      { progress: 'asking', remainingMs: ANSWER_WITHIN_MS - 10_999 },
      { progress: 'queued', remainingMs: 1 },
    ])
    talk.pass(1)
    expect([second, third].map(talk.outcomeOf)).toEqual([[], ['unasked']])
    talk.pass(ANSWER_WITHIN_MS)
    expect([talk.outcomeOf(second), talk.silent()]).toEqual([['unanswered'], null])
  })

  it.each<[what: string, Partial<Wish>]>([
    ['for a server', { server: attic }],
    ['for a server of that name', { server: { ...attic, id: '5ha3ed' } }],
    ['as another program wants it', { preset: 'kometa' }],
    ['into a file', { file: '/home/ada/config.ini' }],
    ['into another file', { file: '/tmp/taken.ini' }],
    ['for one use', { unlasting: 'once' }],
    ['for later', { momentary: false }],
    ['for as long as it runs', { watched: true }],
  ])('is another %s', (_what, over) => {
    const talk = createTalk()
    const before = over.server?.id === '5ha3ed' ? { server: attic } : over.file ? { file: '/x' } : {}
    const requests = [
      talk.ask({ ...wish('Kometa'), ...before }),
      talk.ask({ ...wish('Kometa'), ...over }),
      talk.ask({ ...wish('Kometa'), ...over }),
    ]
    talk.answer('not-now')
    expect(requests.map(talk.outcomeOf)).toEqual([['not-now'], [], []])
    talk.answer('not-now')
    expect(requests.map(talk.outcomeOf)).toEqual([['not-now'], ['not-now'], ['not-now']])
  })

  it('is asked for each file by itself, and takes no answer that it does not offer', () => {
    const talk = createTalk()
    const later = { ...wish('Kometa'), momentary: false }
    const file = { ...wish('Kometa', '/usr/bin/bash', 'shell'), file: '/home/ada/config.ini' }
    const requests = [talk.ask(later), talk.ask(file), talk.ask({ ...file, file: '/tmp/config.ini' })]
    talk.answer('once')
    talk.answer('allow')
    talk.answer('allow')
    talk.answer('once')
    expect(requests.map(talk.outcomeOf)).toEqual([['allow'], ['once'], []])
  })

  it('is over after a minute, and an answer to it then changes nothing', () => {
    const talk = createTalk()
    const request = talk.ask(wish('Kometa'))
    const { id } = talk.asking()!
    talk.pass(ANSWER_WITHIN_MS)
    expect([talk.outcomeOf(request), talk.asking(), talk.silent()]).toEqual([['unanswered'], null, null])
    const other = talk.ask(wish('Kometa'))
    talk.answer('allow', id)
    expect(talk.outcomeOf(other)).toEqual([])
  })

  it('that two in a row go without an answer brings five minutes of silence', () => {
    const talk = createTalk()
    const [first, second] = [talk.ask(wish('A')), talk.ask(wish('B'))]
    talk.pass(ANSWER_WITHIN_MS)
    talk.pass(ANSWER_WITHIN_MS - 1)
    const third = talk.ask(wish('C'))
    talk.pass(1)
    expect([first, second, third].flatMap(talk.outcomeOf)).toEqual(['unanswered', 'unanswered', 'silenced'])
    expect([talk.silent(), talk.outcomeOf(talk.ask(wish('D')))]).toEqual([SILENT_FOR_MS, ['silenced']])
    talk.pass(SILENT_FOR_MS - 1)
    expect(talk.outcomeOf(talk.ask(wish('D')))).toEqual(['silenced'])
    talk.pass(1)
    talk.ask(wish('D'))
    expect([talk.silent(), talk.asking()?.name]).toEqual([null, 'D'])
  })

  it.each<[how: string, ms: number, isSeen: boolean, silence: number | null]>([
    ['a person does not answer', ANSWER_WITHIN_MS, true, SILENT_FOR_MS],
    ['who asked gives up after half a minute, as with `timeout 30`', 30_000, true, SILENT_FOR_MS],
    ['who asked gives up at once', 0, true, SILENT_FOR_MS],
    ['who asked gives up before it was seen', 0, false, null],
  ])('counts towards the silence, for each that was seen, where %s', (_how, ms, isSeen, silence) => {
    const talk = createTalk()
    const before = isSeen ? null : talk.ask(wish('seen'))
    for (const name of ['A', 'B']) {
      const request = talk.ask(wish(name))
      talk.pass(ms)
      talk.leave(request)
    }
    expect([talk.silent(), talk.asking()?.name]).toEqual([silence, before === null ? undefined : 'seen'])
    expect(talk.outcomeOf(talk.ask(wish('C')))).toEqual(silence === null ? [] : ['silenced'])
  })

  it('keeps nobody silent where one between was answered', () => {
    const talk = createTalk()
    for (const name of ['A', 'B', 'C']) {
      const request = talk.ask(wish(name))
      if (name === 'B') talk.answer('not-now')
      else talk.leave(request)
    }
    expect(talk.silent()).toBeNull()
  })

  it('closes once nobody waits for it, and not before', () => {
    const talk = createTalk()
    const [first, second] = [talk.ask(wish('Kometa')), talk.ask(wish('Kometa'))]
    talk.leave(first)
    expect(talk.asking()).not.toBeNull()
    talk.leave(second)
    expect([talk.asking(), talk.told]).toEqual([null, []])
  })

  it('is never one for ever of a shell, or of what nobody can name', () => {
    const talk = createTalk()
    const request = talk.ask(wish('terminal', '/bin/bash', 'shell'))
    talk.answer('allow')
    expect(talk.outcomeOf(request)).toEqual([])
    talk.answer('once')
    expect(talk.outcomeOf(request)).toEqual(['once'])
  })

  it('is one of so many at most', () => {
    const talk = createTalk()
    const requests = Array.from({ length: 1_000 }, (_, number) => talk.ask(wish(`Program ${number}`)))
    const refused = requests.filter(request => talk.outcomeOf(request).join() === 'busy')
    expect(refused).toEqual(requests.slice(MOST_QUESTIONS))
  })
})

const names = fc.constantFrom('Kometa', 'kometa', 'Tautulli', 'backup')
const paths = fc.constantFrom('/opt/kometa.py', '/tmp/kometa.py', '/bin/bash', null)
const moves = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('asked' as const), name: names, path: paths }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answered' as const),
      choice: fc.constantFrom<Choice>('once', 'allow', 'not-now'),
      /** How many questions ago that one was: 0 is the one on screen. */
      ago: fc.nat({ max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('gone' as const), which: fc.nat({ max: 30 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      ms: fc.constantFrom(1, 1_000, ANSWER_WITHIN_MS / 2, ANSWER_WITHIN_MS, SILENT_FOR_MS),
    }),
  },
)

describe('questions in any history', () => {
  const reached = {
    answered: countReached(),
    allowed: countReached(),
    late: countReached(),
    silenced: countReached(),
  }

  it('tell each request once at most, and only what was said of it', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 60 }), history => {
        let consent: Consent = noQuestions
        let now = 0
        const open = new Map<number, Wish>()
        const shown: QuestionId[] = []
        const requests: number[] = []
        for (const move of history) {
          let event: ConsentEvent
          const before = askingIn(consent)
          if (move.kind === 'asked') {
            const one = wish(move.name, move.path, move.path === '/bin/bash' ? 'shell' : undefined)
            const request = requests.length
            requests.push(request)
            open.set(request, one)
            event = { kind: 'asked', request, id: `question-${request}` as QuestionId, wish: one }
          } else if (move.kind === 'answered') {
            const id = shown.at(-1 - move.ago)
            if (id === undefined) continue
            event = { kind: 'answered', id, choice: move.choice }
          } else if (move.kind === 'gone') event = { kind: 'gone', request: move.which }
          else {
            now += move.ms
            event = { kind: 'time' }
          }
          const [next, ...told] = consentStep(consent, event, now)
          if (event.kind === 'gone') open.delete(event.request)
          for (const { request, outcome } of told) {
            const asked = open.get(request)
            // Nobody is told who has gone, and nobody twice.
            expect(asked).toBeDefined()
            open.delete(request)
            if (outcome === 'once' || outcome === 'allow' || outcome === 'not-now') {
              expect(event).toMatchObject({ kind: 'answered', id: before?.id, choice: outcome })
              expect(asked?.program?.path).toBe(before?.program?.path)
              reached.answered.again()
            }
            if (outcome === 'allow') {
              expect(asked?.unlasting).toBeNull()
              reached.allowed.again()
            }
            if (outcome === 'silenced') reached.silenced.again()
          }
          if (event.kind === 'answered' && event.id !== before?.id) {
            const byTime = new Set<string>(['unanswered', 'silenced', 'unasked'])
            expect(told.filter(({ outcome }) => !byTime.has(outcome))).toEqual([])
            reached.late.again()
          }
          consent = next
          const asking = askingIn(consent)
          if (asking !== null && asking.id !== shown.at(-1)) shown.push(asking.id)
          // Whoever is owed an answer waits for a question, and each question for somebody.
          const waiting = consent.open.flatMap(each => each.requests)
          expect(new Set(waiting)).toEqual(new Set(open.keys()))
          expect(waiting.length).toBe(open.size)
          expect(consent.open.every(each => each.requests.length > 0)).toBe(true)
          expect(consent.open.length).toBeLessThanOrEqual(MOST_QUESTIONS)
          // Only the first is on screen, and it has an end.
          expect(consent.open.slice(1).every(each => each.shownAt === null)).toBe(true)
          expect(asking === null || nextMoment(consent, now)! > now).toBe(true)
          expect(consent.open.length === 0 || silentForMs(consent, now) === null).toBe(true)
        }
      }),
      { numRuns: 3_000 },
    )
    for (const each of Object.values(reached)) each.atLeast(12)
  })
})
