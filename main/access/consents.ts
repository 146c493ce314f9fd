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

/** Asks the person, one question after the other, and tells whoever waits. */
export function createConsents({ clock, newId, changed }: Options) {
  const waiting = new Map<number, (outcome: Outcome | 'gone') => void>()
  let consent = noQuestions
  let last = 0
  let cancel = () => {}

  function step(event: ConsentEvent) {
    const before = consent
    const [next, ...told] = consentStep(before, event, clock.now())
    consent = next
    for (const { request, outcome } of told) waiting.get(request)?.(outcome)
    cancel()
    const at = nextMoment(next, clock.now())
    cancel = at === null ? () => {} : clock.at(at, () => step({ kind: 'time' }))
    if (next !== before || event.kind === 'time') changed()
  }

  return {
    ask: (wish: Wish, gone: AbortSignal): Promise<Outcome | 'gone'> =>
      new Promise(resolve => {
        if (gone.aborted) return resolve('gone')
        const request = ++last
        const leave = () => {
          waiting.get(request)?.('gone')
          step({ kind: 'gone', request })
        }
        waiting.set(request, outcome => {
          waiting.delete(request)
          gone.removeEventListener('abort', leave)
          resolve(outcome)
        })
        gone.addEventListener('abort', leave)
        step({ kind: 'asked', request, id: newId() as QuestionId, wish })
      }),
    answer: (id: QuestionId, choice: Choice): void => step({ kind: 'answered', id, choice }),
    asking: (): AskingProgram | null => askingIn(consent),
    silentForMs: (): number | null => silentForMs(consent, clock.now()),
    dispose: () => cancel(),
  }
}
