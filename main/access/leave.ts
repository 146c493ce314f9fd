import type { Ending } from '../../common/access-answers.ts'
import type { PresetName } from '../../common/presets.ts'
import type { KeyRecord } from '../keys/record.ts'
import type { Asker } from './asker.ts'
import type { Call } from './connection.ts'
import { refused } from './ending.ts'
import { createNews } from './news.ts'
import type { Parts } from './parts.ts'

/**
 * How the person has said yes. `granted`: some time ago, for ever. `phone`: not yet; they are asked by a code that they
 * approve at Plex.
 */
export type Leave = 'granted' | 'once' | 'allow' | 'phone'

interface Wish {
  readonly name: string
  /** The key of that name, if there is one. */
  readonly known: KeyRecord | undefined
  /** The server that was named. */
  readonly server: KeyRecord['server']
  readonly preset: PresetName | null
  readonly asker: Asker
  /** Whether it is to be a key for one use. */
  readonly once: boolean
  /** Where the key is to be written, for which what was allowed some time ago does not count. */
  readonly file?: string | null
  /** Whether anybody gets it now. */
  readonly momentary?: boolean
  /** Whether it stays as long as the key is used. */
  readonly watched?: boolean
}

interface Surroundings {
  readonly terminal: boolean
  readonly remote: boolean
  readonly waits: boolean
}

/** Whether that program may have that key, for which the person is asked where they have not said so before. */
export async function leaveFor(
  { services, consents, isSeen, clock }: Pick<Parts, 'services' | 'consents' | 'isSeen' | 'clock'>,
  { name, known, server, preset, asker, once, file = null, momentary = true, watched = false }: Wish,
  { terminal, remote, waits }: Surroundings,
  call: Call,
): Promise<Leave | Ending> {
  const path = asker.unlasting === null ? asker.program?.path : undefined
  const isGranted = known !== undefined && path !== undefined && services.keys.programs.isAllowed(known, path)
  if (isGranted && file === null) return 'granted'
  const nobody = refused('nobody-to-ask', commandFor(name, path))
  if (!waits) return nobody
  if (remote || !(await isSeen())) return terminal ? 'phone' : nobody
  // SECURITY: whoever may have a key of the account as a whole need not name a server the next time.
  const isWhole = known?.server === null && server?.owned === false
  const others = known?.programs.map(program => program.path).filter(other => other !== path) ?? []
  const outcome = await consents.ask(
    {
      program: asker.program,
      since: asker.since ?? null,
      chain: [...asker.chain],
      name,
      isNew: known === undefined || once,
      others,
      server: isWhole ? null : (server ?? known?.server ?? null),
      preset: preset ?? known?.preset ?? null,
      file,
      // What is made for one use alone leaves nothing to hold on to.
      unlasting: once && known === undefined ? 'once' : asker.unlasting,
      momentary,
      watched,
    },
    call.gone,
    createNews(call.tell, clock),
  )
  // A keychain may ask for a password now, for longer than the person was asked.
  call.tell({ progress: 'waiting', problem: null })
  if (outcome === 'once' || outcome === 'allow') return outcome
  return refused(outcome === 'gone' ? 'failed' : outcome)
}

/** What to run once, where somebody can be asked. */
const commandFor = (name: string, path: string | undefined): string =>
  `latchkey keys add ${quoted(name)} --program ${path === undefined ? 'PATH' : quoted(path)}`

const quoted = (text: string): string =>
  /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
