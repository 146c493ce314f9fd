import type { Ending, Refusal } from '../../common/access-answers.ts'
import { problems } from '../../common/problems.ts'
import type { Problem } from '../../common/sign-in-view.ts'

type Refused = Extract<Ending, { end: 'refused' }>
type Exit = Refused['exit']

export const done = (data: unknown): Ending => ({ end: 'done', data })

/** With which exit code a command ends that was refused for this reason. */
const exits: Readonly<Record<Refusal, Exit>> = {
  protocol: 'failed',
  malformed: 'usage',
  busy: 'failed',
  'signed-out': 'signed-out',
  'no-key': 'failed',
  'no-server': 'failed',
  'other-server': 'failed',
  'shared-server': 'usage',
  'not-now': 'not-allowed',
  unanswered: 'not-allowed',
  silenced: 'not-allowed',
  unasked: 'not-allowed',
  crowded: 'failed',
  'nobody-to-ask': 'not-allowed',
  'no-program': 'usage',
  full: 'failed',
  'not-remembered': 'failed',
  dead: 'failed',
  missing: 'failed',
  file: 'failed',
  'other-account': 'failed',
  failed: 'failed',
}

/** `detail`: what the sentence about it names. `data`: what is known all the same. */
export const refused = (reason: Refusal, detail: string | null = null, data: unknown = null): Ending => ({
  end: 'refused',
  exit: exits[reason],
  reason,
  detail,
  data,
})

/** Refused for a problem, or for a reason of our own that has its name. */
export const troubled = (problem: Problem, data: unknown = null): Ending => ({
  end: 'refused',
  exit: exitOf(problem),
  reason: problem,
  detail: null,
  data,
})

export function exitOf(problem: Problem): Exit {
  const { of, endsSession, needsSomebody } = problems[problem]
  if (endsSession === true) return 'signed-out'
  if (of === 'keychain') return 'keychain'
  if (of === 'code' || (of === 'plex' && needsSomebody === true)) return 'failed'
  return 'unreached'
}
