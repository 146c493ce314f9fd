import type { FileWork } from '../files/file-work.ts'
import { processChains, type ProcessFiles } from './process-chain.ts'
import type { Seen } from './program-of.ts'

interface Options {
  readonly work: Pick<FileWork, 'within'>
  readonly files: ProcessFiles
}

/** A process may hold up whoever looks at it. */
export const LOOK_WITHIN_MS = 5_000
/** Work of one name holds one thread at most. */
export const LOOKING = 'who asks'
const MOST_AT_ONCE = 50

/** Looks at processes and what started them, many at a time. Nothing is known of those behind one that holds it up. */
export function createChains({ work, files }: Options) {
  let waiting = new Map<number, Array<(chain: readonly Seen[]) => void>>()
  let isLooking = false

  async function look(): Promise<void> {
    isLooking = true
    while (waiting.size > 0) {
      const some = new Map([...waiting].slice(0, MOST_AT_ONCE))
      const ids = [...some.keys()]
      try {
        const chains = await work.within(LOOK_WITHIN_MS, LOOKING, () => processChains(ids, files))
        // Whoever came meanwhile is looked at anew.
        for (const [id, told] of some) {
          if (waiting.get(id) === told) waiting.delete(id)
          for (const tell of told) tell(chains.get(id) ?? [])
        }
      } catch {
        const all = waiting
        waiting = new Map()
        for (const told of all.values()) for (const tell of told) tell([])
      }
    }
    isLooking = false
  }

  return (id: number): Promise<readonly Seen[]> =>
    new Promise(resolve => {
      waiting.set(id, [...(waiting.get(id) ?? []), resolve])
      if (!isLooking) void look()
    })
}
