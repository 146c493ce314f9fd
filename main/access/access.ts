import type { Socket } from 'node:net'
import type { Ask } from '../../common/access.ts'
import { readable } from '../../common/readable.ts'
import { addKey } from './add-key.ts'
import { type Answered, type Call, createConnections } from './connection.ts'
import { createConsents } from './consents.ts'
import { doctor } from './doctor-answer.ts'
import { refused } from './ending.ts'
import { createKeyAnswer } from './key.ts'
import { keys, revokeKey } from './keys.ts'
import { noMore } from './more.ts'
import { createObtaining } from './obtain.ts'
import type { Parts } from './parts.ts'
import { servers } from './servers.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { status } from './status.ts'
import { createUntil } from './until.ts'
import { createWhoAsks, type WhoAsks } from './who-asks.ts'

type Given = Pick<Parts, 'clock' | 'services' | 'installation' | 'isSeen' | 'openPage'> & WhoAsks

export interface AccessOptions extends Given {
  readonly newId: () => string
  /** Calls back after each change of the services. */
  readonly subscribe: (changed: () => void) => void
  /** Called when a question was asked, or is over. */
  readonly changed: () => void
  readonly report: (what: string, error?: unknown) => void
  readonly more?: Parts['more']
  readonly who?: Pick<Parts, 'whoAsks' | 'programAt' | 'lives'>
}

export type Access = ReturnType<typeof openAccess>

/** All that is behind the socket of the commands: a bundle of its own. */
export function openAccess(options: AccessOptions) {
  const { clock, newId, changed, report, subscribe, more = noMore, who = createWhoAsks(options) } = options
  let isQuitting = false
  const consents = createConsents({ clock, newId, changed })
  const until = createUntil({ clock, subscribe })
  const parts: Parts = {
    ...options,
    ...who,
    consents,
    until,
    more,
    isQuitting: () => isQuitting,
  }
  const obtaining = createObtaining(parts)
  const keyAnswer = createKeyAnswer(parts, obtaining)
  const connections = createConnections({ clock, version: options.installation.version, answer, report })

  async function answer(ask: Ask, call: Call): Promise<Answered> {
    switch (ask.ask) {
      case 'status':
        return { ending: await status(parts, call) }
      case 'servers':
        return { ending: await servers(parts, ask, call) }
      case 'keys':
        return { ending: keys(parts) }
      case 'key':
      case 'add-key': {
        // As it is shown, and as a desktop can bear it.
        const name = readable(ask.name)
        if (name === null) return { ending: refused('malformed') }
        if (ask.ask === 'key') return keyAnswer.answer({ ...ask, name }, call)
        return { ending: await addKey(parts, obtaining, { ...ask, name }, call) }
      }
      case 'revoke-key':
        return { ending: await revokeKey(parts, ask, call) }
      case 'sign-in':
        return { ending: await signIn(parts, ask, call) }
      case 'sign-out':
        return { ending: await signOut(parts, ask, call) }
      case 'doctor':
        return { ending: await doctor(parts, call) }
    }
  }

  return {
    serve: (caller: Socket, secret: string | null) => connections.serve(caller, secret),
    asking: consents.asking,
    silentForMs: consents.silentForMs,
    answer: consents.answer,
    /** Whether no key waits for its end. */
    isDone: keyAnswer.isDone,
    /** Answers all who wait. What was handed out stays with who has it. */
    dispose() {
      isQuitting = true
      connections.dispose()
      keyAnswer.dispose()
      consents.dispose()
    },
  }
}
