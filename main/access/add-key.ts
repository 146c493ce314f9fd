import type { Ask } from '../../common/access.ts'
import type { AddedAnswer, Ending } from '../../common/access-answers.ts'
import type { KeyRecord } from '../keys/record.ts'
import type { Asker } from './asker.ts'
import type { Call } from './connection.ts'
import { done, refused } from './ending.ts'
import { find, stillThere } from './key.ts'
import { handOut } from './hand-out.ts'
import { type Leave, leaveFor } from './leave.ts'
import type { createObtaining } from './obtain.ts'
import type { Parts } from './parts.ts'

type Wanted = Extract<Ask, { ask: 'add-key' }>

/**
 * Makes a key without handing it to whoever asks. The person is asked where a program is to have it from now on, or a
 * file: any program could have typed that command.
 */
export async function addKey(
  parts: Parts,
  obtaining: ReturnType<typeof createObtaining>,
  ask: Wanted,
  call: Call,
): Promise<Ending> {
  const program = ask.program === null ? null : await parts.programAt(ask.program)
  if (program === undefined) return refused('no-program', ask.program)
  const found = await find(parts, ask, call)
  if ('end' in found) return found
  const { known, server } = found
  const wanted = { name: ask.name, preset: ask.preset, server: server?.id ?? null }
  const isAsked = program !== null || ask.write !== null
  const asker = await named(parts, program, call)
  // SECURITY: what that program may have, whoever typed this may not have written wherever they like. Once would be never
  // for a program: whoever asks is not the one who gets it.
  const wish = { ...ask, known, server, asker, once: false, file: ask.write, momentary: ask.write !== null }
  const leave = isAsked ? await leaveFor(parts, wish, ask, call) : 'allow'
  if (typeof leave !== 'string') return leave
  const record = await obtain()
  if ('end' in record) return record
  const lasts = leave === 'allow' || leave === 'phone'
  if (program !== null && lasts) parts.services.keys.programs.allow(record.id, program)
  const file = ask.write === null ? null : await written(parts, record, ask.write, { ask, server, leave })
  if (typeof file === 'object' && file !== null) return file
  const data: AddedAnswer = { name: record.name, program: leave === 'once' ? null : program, file }
  return done(data)

  async function obtain(): Promise<KeyRecord | Ending> {
    if (leave !== 'phone')
      return known === undefined ? obtaining.named(wanted, call, ask.terminal) : stillThere(parts, known)
    const yes = await obtaining.own(
      { ...wanted, once: known !== undefined, byPhone: true },
      call,
      ask.terminal,
    )
    if ('end' in yes || known === undefined) return yes
    parts.services.keys.programs.end(yes.id)
    return stillThere(parts, known)
  }
}

/** Where the key was written, or why it was not. */
async function written(
  parts: Parts,
  record: KeyRecord,
  path: string,
  {
    ask,
    server,
    leave,
  }: { readonly ask: Wanted; readonly server: KeyRecord['server']; readonly leave: Leave },
): Promise<string | Ending> {
  const { write } = parts.more
  if (write === null) return refused('failed')
  const pressed = leave === 'once' || leave === 'allow'
  const key = await handOut(parts, record, { program: null, server, preset: ask.preset, pressed })
  if ('end' in key) return key
  const told = await write(key, path)
  if ('refused' in told) return refused('file', path, { trouble: told.refused })
  parts.services.keys.programs.wrote(record.id, told.path, key.key)
  return told.path
}

/** The program that is to have it, and what stands behind the command that says so. */
async function named(parts: Parts, program: string | null, call: Call): Promise<Asker> {
  const asker = await parts.whoAsks(call.socket, null)
  if (program === null) return { ...asker, unlasting: 'file' }
  const behind = asker.program === null ? [] : [asker.program.path.slice(0, 200), ...asker.chain].slice(0, 8)
  return { program: { path: program, command: program.slice(0, 200) }, chain: behind, unlasting: null }
}
