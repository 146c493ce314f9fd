import type { Ending, StatusAnswer } from '../../common/access-answers.ts'
import { problems } from '../../common/problems.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { stage } from '../sign-in/state.ts'
import type { Call } from './connection.ts'
import { done, exitOf, refused, troubled } from './ending.ts'
import { isoTime } from './iso-time.ts'
import type { Parts } from './parts.ts'
import { restored } from './settled.ts'

/** Who is signed in, and which layer is to blame where that cannot be said. */
export async function status(parts: Parts, call: Call): Promise<Ending> {
  await restored(parts, call)
  const { services, clock, installation } = parts
  const now = stage(services.signIn.state())
  const { kind } = now
  const problem = 'problem' in now ? now.problem : 'trouble' in now ? (now.trouble?.problem ?? null) : null
  const data: StatusAnswer = {
    state: stateOf[kind],
    account: null,
    confirmedAt: null,
    kept: null,
    problem: layered(problem),
    keys: services.keys.programs.listed().length,
    version: installation.version,
  }
  if (kind !== 'signed-in') {
    // Only the keychain keeps anybody from knowing; whatever else ended it, nobody is signed in.
    const isUnknown = problem !== null && exitOf(problem) === 'keychain'
    if (isUnknown) return troubled(problem, data)
    return kind === 'restoring'
      ? troubled('keychain-asking', { ...data, problem: layered('keychain-asking') })
      : refused('signed-out', null, data)
  }
  const { account, kept, id } = now
  const agoMs = services.record.confirmedAgoMs(id)
  const inMemory = kept === 'keychain' || kept === 'unseen' ? null : kept
  const told: StatusAnswer = {
    ...data,
    account: account && { name: account.name, username: account.username, email: account.email },
    confirmedAt: isoTime(agoMs === null ? null : clock.calendar() - agoMs),
    kept: kept === 'keychain' ? 'keychain' : 'memory',
    problem: layered(problem ?? inMemory),
  }
  // One that is in memory alone is a sign-in all the same.
  return problem === null ? done(told) : troubled(problem, told)
}

const stateOf = {
  'signed-in': 'signed-in',
  'signed-out': 'signed-out',
  restoring: 'restoring',
  'signing-out': 'signing-out',
  saving: 'signing-in',
  'requesting-code': 'signing-in',
  'awaiting-approval': 'signing-in',
} as const

const layered = (problem: Problem | null): StatusAnswer['problem'] =>
  problem === null ? null : { layer: problems[problem].of, reason: problem }
