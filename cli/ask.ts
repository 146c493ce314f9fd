import type { Socket } from 'node:net'
import * as v from 'valibot'
import * as access from '../common/access-answers.ts'
import type { Ask } from '../common/access.ts'
import type { Progress } from '../common/access-answers.ts'
import { connect } from './connect.ts'
import { Failure } from './failure.ts'
import { startApp } from './start-app.ts'
import type { Surroundings } from './surroundings.ts'
import { talk } from './talk.ts'

const answers = {
  status: access.StatusAnswer,
  servers: access.ServersAnswer,
  keys: access.KeysAnswer,
  key: access.KeyAnswer,
  'add-key': access.AddedAnswer,
  'revoke-key': access.RevokedAnswer,
  'sign-in': access.SignedInAnswer,
  'sign-out': access.SignedOutAnswer,
  doctor: access.DoctorAnswer,
}

type Name = Ask['ask']
export type AnswerTo<N extends Name> = v.InferOutput<(typeof answers)[N]>

export interface Answered<N extends Name> {
  readonly data: AnswerTo<N>
  /** Why it is not all that was wanted, where something is known all the same. */
  readonly failure: Failure | undefined
  /** Whether the app ran before it was asked. */
  readonly ran: boolean
  /** The connection, which the app takes as the sign that the answer is still used. */
  readonly socket: Socket
}

/**
 * Asks the app, which is started if it does not run. Throws a `Failure` where it refuses, except where it tells what is
 * known all the same.
 */
export async function ask<N extends Name>(
  around: Surroundings,
  wanted: Extract<Ask, { ask: N }>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Answered<N>> {
  const { home, version, stopped } = around
  // Not /tmp, where Chromium would look: anybody could have put another app there.
  if (home === null) throw new Failure('homeless', 'failed')
  const { socket, path, secret, ran } = await connect(home, () => startApp(around))
  try {
    const ending = await talk({ socket, path, secret, version, ask: wanted, stopped, onProgress })
    const refused =
      ending.end === 'refused'
        ? new Failure(ending.reason, ending.exit, {
            detail: ending.detail ?? nameIn(wanted),
            data: isObject(ending.data) ? ending.data : {},
          })
        : undefined
    const { success, output } = v.safeParse(answers[wanted.ask], ending.data)
    if (success) return { data: output as AnswerTo<N>, failure: refused, ran, socket }
    throw refused ?? new Failure('garbled', 'failed')
  } catch (error) {
    socket.destroy()
    throw error
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What a sentence names, where the app named nothing. */
const nameIn = (wanted: Ask): string => ('name' in wanted ? wanted.name : '')
