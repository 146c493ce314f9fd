import { join } from 'node:path'
import * as v from 'valibot'
import { type KeptFile, type KeptFileOptions, openKeptFile } from '../files/kept-file.ts'
import { onThisComputer } from './computers.ts'
import { hasEarlierSettings, openEarlierSettings } from './earlier-settings.ts'
import { type Memory, newMemory, parseMemory, VERSION } from './memory.ts'

interface Options extends Omit<KeptFileOptions<Memory>, 'path' | 'parse'> {
  readonly folder: string
  /** Makes the client identifier of a new install: a UUID v4. */
  readonly newIdentifier: () => string
  /** The system's own id of this computer, if it has one. */
  readonly computer: Promise<string | null>
}

export type MemoryFile = Awaited<ReturnType<typeof openMemory>>

/** What people are told about the file. */
export type MemoryNotice =
  | 'memory-broken'
  | 'memory-newer'
  | 'memory-copied'
  | 'memory-unwritable'
  | 'memory-unread'
  | null

type Earlier = Pick<Awaited<ReturnType<typeof openEarlierSettings>>, 'kind' | 'content' | 'text' | 'retire'>

const none: Earlier = { kind: 'nothing', content: undefined, text: '', retire: () => {} }

/** What Latchkey remembers of itself: `memory.json`, or what an earlier release left in `settings.json`. */
export async function openMemory(options: Options) {
  const { folder } = options
  const file = await openKeptFile({ ...options, path: join(folder, 'memory.json'), parse: parseMemory })
  const isWanted = file.kind === 'usable' ? hasEarlierSettings(folder) : file.kind !== 'unread'
  const earlier = isWanted ? await openEarlierSettings(options) : none
  return createMemory(file, earlier, await options.computer, options.newIdentifier)
}

function createMemory(
  file: KeptFile<Memory>,
  earlier: Earlier,
  computer: string | null,
  newIdentifier: () => string,
) {
  // The file that counts: if there is a newer one, the earlier is only a left-over.
  const { kind, text } = file.kind === 'nothing' ? earlier : file
  let notice: MemoryNotice = null
  if (kind === 'unread') notice = 'memory-unread'
  if (kind === 'broken')
    notice = isNewer(text, file.kind === 'nothing' ? 1 : VERSION) ? 'memory-newer' : 'memory-broken'
  let retired = false
  let current = open()

  function open(): Memory {
    const before = file.content ?? earlier.content
    const here = onThisComputer(before ?? newMemory(identifier()), computer, newIdentifier)
    if (here.copied) notice = 'memory-copied'
    const memory = here.copied ? here.memory : unsure(here.memory)
    if (memory !== file.content) return save(memory)
    retire(memory)
    return memory
  }

  /** An earlier release that was started since may have stored what is not known of here. Nobody knows, then. */
  function unsure(memory: Memory): Memory {
    if (earlier.content === undefined || isOfThis(memory, earlier.content)) return memory
    const there = onThisComputer(earlier.content, computer, newIdentifier)
    const isUnsure = (name: 'tokenStored' | 'unfinishedStored') =>
      !there.copied && memory[name] === 'no' && there.memory[name] !== 'no'
    const names = (['tokenStored', 'unfinishedStored'] as const).filter(isUnsure)
    if (names.length === 0) return memory
    return { ...memory, ...Object.fromEntries(names.map(name => [name, 'unknown'])) }
  }

  /** Keeps the old identifier if at all possible: with a new one plex.tv would list this computer twice. */
  function identifier(): string {
    return salvaged(file.text) ?? salvaged(earlier.text) ?? newIdentifier()
  }

  function save(memory: Memory): Memory {
    if (kind !== 'unread' && file.write(memory)) retire(memory)
    return memory
  }

  function retire(memory: Memory) {
    // If its identifier is unknown here, an earlier release has been started since, and may be started again.
    const isKnown = earlier.content === undefined || isOfThis(memory, earlier.content)
    if (!retired && isKnown) earlier.retire()
    retired = true
  }

  return {
    get: () => current,
    set(change: Partial<Omit<Memory, 'version' | 'computer' | 'others'>>) {
      current = save({ ...current, ...change })
    },
    notice: (): MemoryNotice => (file.isUnwritable() ? 'memory-unwritable' : notice),
    dismissNotice() {
      notice = null
      file.dismissUnwritable()
    },
  }
}

/** Whether what an earlier release remembered has become this memory. */
const isOfThis = ({ clientIdentifier, others }: Memory, earlier: Memory): boolean =>
  [clientIdentifier, ...others.map(other => other.clientIdentifier)].includes(earlier.clientIdentifier)

function isNewer(text: string, version: number): boolean {
  try {
    return v.is(v.object({ version: v.pipe(v.number(), v.gtValue(version)) }), JSON.parse(text))
  } catch {
    return false
  }
}

const salvaged = (text: string): string | undefined =>
  /"clientIdentifier"\s*:\s*"([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})"/.exec(
    text,
  )?.[1]
