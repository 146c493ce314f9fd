import type { AskingProgram } from '../../common/asking-program.ts'
import type { QuestionId } from '../../common/ids.ts'
import type { Clock } from '../clock.ts'
import {
  askingIn,
  type Choice,
  consentStep,
  type ConsentEvent,
  nextMoment,
  noQuestions,
  type Outcome,
  type Place,
  placesIn,
  silentForMs,
  type Wish,
} from './consent.ts'

interface Options {
  readonly clock: Clock
  /** Makes a UUID. */
  readonly newId: () => string
  readonly changed: () => void
}

export type Consents = ReturnType<typeof createConsents>

type Told = Pick<Place, 'progress' | 'remainingMs'>

interface Waiting {
  readonly end: (outcome: Outcome | 'gone') => void
  readonly tell: (where: Told) => void
}

/** Asks the person, one question after the other, and tells whoever waits. */
export function createConsents({ clock, newId, changed }: Options) {
  const waiting = new Map<number, Waiting>()
  let consent = noQuestions
  let last = 0
  let cancel = () => {}

  function step(event: ConsentEvent) {
    const before = consent
    const [next, ...told] = consentStep(before, event, clock.now())
    consent = next
    for (const { request, outcome } of told) waiting.get(request)?.end(outcome)
    for (const { request, ...where } of placesIn(next, clock.now())) waiting.get(request)?.tell(where)
    cancel()
    const at = nextMoment(next, clock.now())
    cancel = at === null ? () => {} : clock.at(at, () => step({ kind: 'time' }))
    if (next !== before || event.kind === 'time') changed()
  }

  return {
    /** `tell`: called with how far it is, also where that has not changed. */
    ask: (wish: Wish, gone: AbortSignal, tell: (where: Told) => void): Promise<Outcome | 'gone'> =>
      new Promise(resolve => {
        if (gone.aborted) return resolve('gone')
        const request = ++last
        const leave = () => {
          waiting.get(request)?.end('gone')
          step({ kind: 'gone', request })
        }
        const end = (outcome: Outcome | 'gone') => {
          waiting.delete(request)
          gone.removeEventListener('abort', leave)
          resolve(outcome)
        }
        waiting.set(request, { end, tell })
        gone.addEventListener('abort', leave)
        step({ kind: 'asked', request, id: newId() as QuestionId, wish })
      }),
    answer: (id: QuestionId, choice: Choice): void => step({ kind: 'answered', id, choice }),
    asking: (): AskingProgram | null => askingIn(consent),
    silentForMs: (): number | null => silentForMs(consent, clock.now()),
    dispose: () => cancel(),
  }
}
