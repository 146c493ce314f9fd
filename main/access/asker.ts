import { basename } from 'node:path'
import type { Unlasting } from '../../common/asking-program.ts'
import { readable } from '../../common/readable.ts'
import { type ProcessId, type Runs, runs, type Seen } from './program-of.ts'

/** Who asks, as far as it is known. */
export interface Asker {
  readonly program: { readonly path: string; readonly command: string } | null
  /** What started it, the nearest first. */
  readonly chain: readonly string[]
  /** Why it would not be known again; null where it would be. */
  readonly unlasting: Unlasting | null
  /** The process that it is, to see its end by. */
  readonly process?: ProcessId
  /** Since when it runs, in milliseconds since 1970, where the system says so. */
  readonly since?: number
  /** Its script as that was named, where its folder may have changed since. */
  readonly word?: string
}

export const unknownAsker: Asker = { program: null, chain: [], unlasting: 'unseen' }

const LONGEST_CHAIN = 8
export const LONGEST_PATH = 4_096
const LONGEST_COMMAND = 200

/** Who asks, of a process and what started it, the nearest first. */
export function askerIn(processes: readonly Seen[]): Asker {
  const all = processes.map(seen => ({ seen, what: runs(seen) }))
  const at = all.findIndex(({ seen, what }, index) => !isPassedOver(seen, what, all[index + 1]?.what))
  const first = all[at]
  if (first === undefined || first.what.kind === 'unknown') return unknownAsker
  const { kind, path, isThere, word } = first.what
  const shown = readable(path, LONGEST_PATH)
  if (shown === null) return unknownAsker
  return {
    program: { path: shown, command: commandOf(first.seen) ?? shown.slice(0, LONGEST_COMMAND) },
    chain: all.slice(at + 1, at + 1 + LONGEST_CHAIN).map(nameOf),
    unlasting: whyUnlasting(kind, isThere, shown === path),
    ...(first.seen.process && { process: first.seen.process }),
    ...(word !== undefined && { word }),
  }
}

function whyUnlasting(kind: Runs['kind'], isThere: boolean, isShown: boolean): Unlasting | null {
  if (kind === 'shell') return 'shell'
  if (kind !== 'program' && kind !== 'script') return 'starter'
  if (!isThere) return 'replaced'
  return isShown ? null : 'unreadable'
}

/** What only carries what it was given: `timeout`, and a shell for one line of somebody else's. */
const isPassedOver = ({ words }: Seen, { kind }: Runs, starter: Runs | undefined): boolean =>
  kind === 'carrier' ||
  (kind === 'shell' &&
    /^-[a-z]*c$/.test(words[1] ?? '') &&
    starter !== undefined &&
    starter.kind !== 'unknown')

function nameOf({ seen, what }: { readonly seen: Seen; readonly what: Runs }): string {
  const name = what.kind === 'script' ? what.path : what.kind === 'unknown' ? seen.name : basename(what.path)
  return readable(name) ?? '?'
}

/** Where there is more of it, that is seen. */
function commandOf({ words }: Seen): string | null {
  const whole = words.join(' ')
  const shown = readable(whole, LONGEST_COMMAND)
  return shown === null || whole.length <= LONGEST_COMMAND ? shown : `${shown}…`
}
