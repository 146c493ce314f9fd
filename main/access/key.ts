import type { Ask } from '../../common/access.ts'
import type { Ending } from '../../common/access-answers.ts'
import { isSameName } from '../../common/key-names.ts'
import { ONCE_FOR_MS } from '../keys/programs.ts'
import type { KeyRecord } from '../keys/record.ts'
import type { Asker } from './asker.ts'
import type { Answered, Call } from './connection.ts'
import { done, refused, troubled } from './ending.ts'
import { handOut } from './hand-out.ts'
import { type Leave, leaveFor } from './leave.ts'
import type { createObtaining } from './obtain.ts'
import type { Parts } from './parts.ts'
import { restored, serversTold } from './settled.ts'

type Wanted = Extract<Ask, { ask: 'key' }>

interface Found {
  readonly known: KeyRecord | undefined
  readonly server: KeyRecord['server']
}

/** How often it is looked whether a program that has a key for once is still there. */
const LOOK_EVERY_MS = 15_000

/** Hands a key to the program that asks, if the person lets it. */
export function createKeyAnswer(parts: Parts, obtaining: ReturnType<typeof createObtaining>) {
  const { services, clock } = parts
  const { programs } = services.keys
  const timers = new Set<() => void>()
  /** What has just been allowed, and waits for its key to be made. */
  const allowed = new Set<{ readonly name: string; readonly path: string; readonly server: string | null }>()

  async function answer(ask: Wanted, call: Call): Promise<Answered> {
    const found = await find(parts, ask, call)
    if ('end' in found) return { ending: found }
    const { known, server } = found
    // The keychain answers meanwhile.
    const ahead = known && !ask.once ? programs.ahead(known) : undefined
    const asker = await parts.whoAsks(call.socket, ask.program)
    const wish = { ...ask, known, server, asker, watched: ask.program !== null }
    const path = asker.program?.path ?? null
    const pending = { name: ask.name, path: path ?? '', server: server?.id ?? null }
    const isJustAllowed = [...allowed].some(
      one => isSameName(one.name, ask.name) && one.path === path && one.server === pending.server,
    )
    const canLast = asker.unlasting === null
    const leave = isJustAllowed && canLast ? 'allow' : await leaveFor(parts, wish, ask, call)
    if (typeof leave !== 'string') return { ending: leave }
    if (leave === 'allow' && canLast) allowed.add(pending)
    const record = await obtain(ask, found, leave, call).finally(() => allowed.delete(pending))
    if ('end' in record) return { ending: record }
    const lasts = leave === 'allow' || (leave === 'phone' && !record.once)
    // What is made for one use takes nothing with it.
    const lasting = found.known ?? record
    if (lasts && canLast && path !== null) programs.allow(lasting.id, path)
    // Nobody presses for what was allowed some time ago, so no keychain asks for it.
    const pressed = leave === 'once' || leave === 'allow'
    const data = await handOut(parts, record, {
      program: path,
      server,
      preset: ask.preset,
      pressed,
      // What was read before a question may not be what is there after it.
      ahead: leave === 'granted' ? ahead : undefined,
    })
    if ('end' in data) {
      if (record.once) programs.end(record.id)
      return { ending: data }
    }
    if (record.once) endLater(record, asker, ask, call)
    // What `run` starts has the key as long as it runs.
    return { ending: done(data), stays: ask.program !== null }
  }

  /** The key that is handed out: the one of that name, or one that is made now. */
  async function obtain(ask: Wanted, { known, server }: Found, leave: Leave, call: Call) {
    const wanted = { name: ask.name, preset: ask.preset, server: server?.id ?? null }
    const byPhone = leave === 'phone'
    if (ask.once || (leave === 'once' && known === undefined))
      return obtaining.own({ ...wanted, once: true, byPhone }, call, ask.terminal)
    if (known === undefined)
      return byPhone
        ? obtaining.own({ ...wanted, once: false, byPhone }, call, ask.terminal)
        : obtaining.named(wanted, call, ask.terminal)
    if (!byPhone) return stillThere(parts, known)
    // The key is there, and the person is asked by the code of another, which has then served its purpose.
    const yes = await obtaining.own({ ...wanted, once: true, byPhone }, call, ask.terminal)
    if ('end' in yes) return yes
    programs.end(yes.id)
    return stillThere(parts, known)
  }

  /** With the command that it was made for; else with the program that asked, or after an hour. */
  function endLater({ id }: KeyRecord, { process }: Asker, { program }: Wanted, { gone }: Call) {
    const end = () => {
      if (!parts.isQuitting()) programs.end(id)
    }
    // Nobody has got it.
    if (gone.aborted) return end()
    if (program !== null) {
      gone.addEventListener('abort', end)
      return
    }
    const until = clock.now() + ONCE_FOR_MS
    let cancel = () => {}
    const timer = () => cancel()
    const look = async () => {
      const isOver = clock.now() >= until || (process !== undefined && !(await parts.lives(process)))
      if (!timers.has(timer)) return
      if (!isOver) return wait()
      timers.delete(timer)
      programs.end(id)
    }
    const wait = () => {
      const at = process === undefined ? until : Math.min(until, clock.now() + LOOK_EVERY_MS)
      cancel = clock.at(at, () => void look())
    }
    timers.add(timer)
    wait()
  }

  return {
    answer,
    /** Whether none that was made for one use waits for its end. */
    isDone: () => timers.size === 0,
    dispose() {
      for (const cancel of timers) cancel()
      timers.clear()
    },
  }
}

/** The person may have revoked it while they were asked about it. */
export function stillThere({ services }: Pick<Parts, 'services'>, known: KeyRecord): KeyRecord | Ending {
  const isThere = services.keys.programs.listed().some(({ id, stage }) => id === known.id && stage === 'held')
  return isThere ? known : refused('no-key', known.name)
}

/** What is asked for, as far as it is there; or why there is no use in asking anybody. */
export async function find(
  parts: Parts,
  ask: Pick<Wanted, 'name' | 'server'> & { readonly once?: boolean },
  call: Call,
): Promise<Found | Ending> {
  await restored(parts, call)
  const { programs } = parts.services.keys
  const known = programs.named(ask.name)
  if (known?.stage === 'dead') return refused('dead', known.name)
  if (known?.stage === 'missing') return refused('missing', known.name)
  if (known?.stage === 'leaving') return troubled('keychain-locked')
  const { session, shutOut } = parts.services.signIn.state().sessions
  const isMade = known === undefined || ask.once === true
  if (isMade && session?.kind !== 'signed-in')
    return shutOut === null ? refused('signed-out') : troubled(shutOut)
  // What is made for one use opens no more than the key that it stands for.
  if (ask.server === null) return endable(ask, { known, server: (ask.once && known?.server) || null })
  await serversTold(parts, call)
  const server = programs.server(ask.server, known)
  // SECURITY: what the person allowed for one server, which may be somebody else's, is not for another.
  const isForAnother = known?.server != null && known.server.id !== server?.id
  if (server !== undefined)
    return isForAnother ? refused('other-server', known.name) : endable(ask, { known, server })
  const { list, problem } = parts.services.servers.state()
  return list === null && problem !== null ? troubled(problem) : refused('no-server', ask.server)
}

/** The key of a shared server is that server's own: nobody could end it with the command. */
const endable = ({ once }: { readonly once?: boolean }, found: Found): Found | Ending =>
  once === true && found.server?.owned === false ? refused('shared-server', found.server.name) : found
