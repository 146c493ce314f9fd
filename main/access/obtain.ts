import type { Ending } from '../../common/access-answers.ts'
import { isSameName } from '../../common/key-names.ts'
import type { NewKey } from '../../common/keys.ts'
import type { NotMade } from '../keys/creating.ts'
import type { Wanted } from '../keys/programs.ts'
import type { KeyRecord } from '../keys/record.ts'
import { linkPage } from '../plex/links.ts'
import type { Call } from './connection.ts'
import { refused, troubled } from './ending.ts'
import { createNews } from './news.ts'
import type { Parts } from './parts.ts'

/** Another that is being made is done by then, unless it waits for the person. */
const FREE_WITHIN_MS = 20_000

const reasons = {
  'signed-out': 'signed-out',
  nameless: 'malformed',
  busy: 'busy',
  taken: 'busy',
  full: 'full',
  'not-remembered': 'not-remembered',
} as const satisfies Readonly<Record<NotMade, string>>

interface Making {
  readonly name: string
  readonly server: string | null
  readonly result: Promise<KeyRecord | Ending>
  readonly join: (call: Call) => void
}

/** Makes keys for programs, each once, however many ask for it at the same time. */
export function createObtaining({
  services,
  until,
  isSeen,
  clock,
}: Pick<Parts, 'services' | 'until' | 'isSeen' | 'clock'>) {
  const { programs } = services.keys
  const underWay = new Set<Making>()

  async function made(wanted: Wanted, call: Call, isTerminal: boolean): Promise<KeyRecord | Ending> {
    const news = createNews(call.tell, clock)
    news({ progress: 'waiting', problem: null })
    const isShown = isTerminal || (await isSeen())
    const told = await until(
      () => {
        const now = programs.make(wanted)
        return 'refused' in now && now.refused === 'busy' ? undefined : now
      },
      { gone: call.gone, withinMs: FREE_WITHIN_MS },
    )
    if (told === undefined) return refused('busy')
    if ('refused' in told) return refused(reasons[told.refused])
    const { made: id } = told
    const result = await until((): KeyRecord | Ending | undefined => {
      const now = programs.progress(id)
      switch (now.kind) {
        case 'made':
          return now.record
        case 'over':
          if (now.why === 'other-account') return refused('other-account')
          return now.why === null ? refused('failed') : troubled(now.why)
        case 'waiting':
          news({ progress: 'waiting', problem: now.problem })
          return undefined
        case 'code': {
          // Plex did not let Latchkey approve it, and there is nowhere to show it.
          if (!isShown) return troubled('not-allowed')
          const { code, remainingMs, problem } = now
          news({ progress: 'code', code, link: linkPage(code), remainingMs, problem })
          return undefined
        }
      }
    }, call)
    if (result === undefined || 'end' in result) programs.end(id)
    return result ?? refused('failed')
  }

  return {
    /** One of its own, for whoever asked alone. */
    own: (wanted: Wanted, call: Call, isTerminal: boolean) => made(wanted, call, isTerminal),
    /** The one of that name, which whoever asks for it meanwhile gets too. It is given up once all of them have gone. */
    async named(wanted: NewKey, call: Call, isTerminal: boolean): Promise<KeyRecord | Ending> {
      if (call.gone.aborted) return refused('failed')
      // SECURITY: what was allowed for one server is not for another, nor for all.
      const same = [...underWay].find(
        ({ name, server }) => isSameName(name, wanted.name) && server === wanted.server,
      )
      if (same !== undefined) {
        same.join(call)
        return same.result
      }
      const all = new AbortController()
      const calls = new Set<Call>()
      const join = (one: Call) => {
        calls.add(one)
        one.gone.addEventListener('abort', () => {
          calls.delete(one)
          if (calls.size === 0) all.abort()
        })
      }
      join(call)
      const tell: Call['tell'] = progress => {
        for (const one of calls) one.tell(progress)
      }
      const shared: Call = { gone: all.signal, tell, socket: call.socket }
      const result = made({ ...wanted, once: false, byPhone: false }, shared, isTerminal)
      const making: Making = { name: wanted.name, server: wanted.server, result, join }
      underWay.add(making)
      void result.finally(() => underWay.delete(making))
      return result
    },
  }
}
