import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Screen, screenOf } from './environment.ts'

/** The process that a home belongs to. */
export interface Owner {
  readonly process: number
  readonly screen: Screen
  /** It is finishing what it has begun, and no longer serves anybody. */
  readonly ending: boolean
  /** It is stopped, as by Ctrl-Z. */
  readonly suspended: boolean
  /** Whether the system says when a process started, so that no other process with the same number is taken for it. */
  readonly certain: boolean
  lives(): boolean
}

const fileIn = (folder: string) => join(folder, 'owner')
const LONGEST_NOTE = 4_096

/** Notes that the home is ours, for a later start to read. Chromium's own note does not say who can be served. */
export function noteOwner(folder: string, state: 'serving' | 'ending') {
  const { wayland, x11 } = screenOf(process.env)
  const { started } = look(process.pid)
  const lines = [process.pid, started, wayland, x11, state]
  // Writing to a pipe might never end.
  if (lstatSync(fileIn(folder), { throwIfNoEntry: false })?.isFile() === false) forgetOwner(folder)
  writeFileSync(fileIn(folder), lines.join('\n'), { mode: 0o600 })
}

export const forgetOwner = (folder: string) => rmSync(fileIn(folder), { force: true })

/** The owner of the home; undefined if no living process has noted itself. */
export function ownerOf(folder: string): Owner | undefined {
  try {
    const note = readNote(fileIn(folder))
    const [id = '', noted, wayland = '', x11 = '', state] = note.split('\n')
    const lives = () => isThere(Number(id)) && look(Number(id)).started === noted
    if (!/^[1-9]\d*$/.test(id) || Number(id) === process.pid || !lives()) return undefined
    const { suspended } = look(Number(id))
    const screen = { wayland, x11 }
    const ending = state === 'ending'
    return { process: Number(id), screen, ending, suspended, certain: noted !== '', lives }
  } catch {
    return undefined
  }
}

/** Follows no link and waits for no pipe: the note is a file of ours. */
function readNote(path: string): string {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    if (!fstatSync(file).isFile()) return ''
    const bytes = Buffer.alloc(LONGEST_NOTE)
    return bytes.toString('utf8', 0, readSync(file, bytes))
  } finally {
    closeSync(file)
  }
}

/**
 * What Linux says about a process. The start time distinguishes it from a later one with its number. Source: proc(5).
 */
function look(id: number): { readonly started: string; readonly suspended: boolean } {
  try {
    const status = readFileSync(`/proc/${id}/stat`, 'latin1')
    // The name in brackets may itself contain spaces and brackets.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
    const [state = ''] = fields
    // A process that has ended stays (Z, X) until its parent asks how it ended.
    return { started: /^[ZX]$/.test(state) ? '' : (fields[19] ?? ''), suspended: /^[Tt]$/.test(state) }
  } catch {
    return { started: '', suspended: false }
  }
}

export function isThere(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    // It belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
