import type { Ending, KeysAnswer, RevokedAnswer } from '../../common/access-answers.ts'
import { isSameName } from '../../common/key-names.ts'
import type { Call } from './connection.ts'
import { done, refused } from './ending.ts'
import { isoTime } from './iso-time.ts'
import type { Parts } from './parts.ts'

/** Every key, as in the window's list. */
export function keys({ services, clock }: Parts): Ending {
  const now = { now: clock.now(), calendar: clock.calendar(), qr: () => ({ path: '', modules: 21 }) }
  const data: KeysAnswer = {
    keys: services.keys
      .view(now)
      .list.map(({ name, preset, server, state, madeAt, lent, programs, files }) => ({
        name,
        preset,
        server: server?.name ?? null,
        state,
        madeAt: isoTime(madeAt),
        lent: lent && { ...lent, at: isoTime(lent.at) },
        programs: programs.map(({ path, allowedAt, usedAt }) => ({
          path,
          allowedAt: isoTime(allowedAt),
          usedAt: isoTime(usedAt),
        })),
        files: [...files],
      })),
  }
  return done(data)
}

const REVOKED_WITHIN_MS = 8_000

/** Takes a key back, with all that may have it. Where Plex or the keychain does not answer, Latchkey goes on trying. */
export async function revokeKey(
  { services, until }: Parts,
  { name }: { readonly name: string },
  call: Call,
): Promise<Ending> {
  const { programs } = services.keys
  // Also what was made for one use, by the name that it is listed under.
  const record = programs.named(name) ?? programs.listed().find(one => isSameName(one.name, name))
  if (record === undefined) return refused('no-key', name)
  if (record.stage === 'missing') return refused('missing', name)
  const { id, files } = record
  // One that is dead opens nothing any more: it only goes off the list.
  if (record.stage === 'dead') services.keys.forget(id)
  else services.keys.revoke(id)
  let left: readonly string[] = files
  const isListed = () => {
    const now = programs.listed().find(other => other.id === id)
    left = now?.files ?? left
    return now !== undefined
  }
  const isDone = () => !isListed() && services.revoker.revocation() !== 'owed'
  await until(() => (isDone() ? true : undefined), { gone: call.gone, withinMs: REVOKED_WITHIN_MS })
  if (programs.listed().some(other => other.id === id && other.stage === 'missing'))
    return refused('missing', name)
  const { server, lent } = record
  const data: RevokedAnswer = {
    revoked: isDone() ? 'done' : 'owed',
    files: files.filter(file => !left.includes(file)),
    remains: server?.owned === false && lent !== null ? server.name : record.remains,
  }
  return done(data)
}
