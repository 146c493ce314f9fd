import { closeSync, constants, fstatSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs'

// Windows has neither O_NOFOLLOW nor O_NONBLOCK: undefined sets no flag.
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants

/**
 * Adds a line to a file that only its owner can read, and first moves a full one aside. Throws if a link, a pipe or
 * anything else is in its place. HAZARD: main would wait for ever on a pipe that nobody reads.
 */
export function appendLine(path: string, line: string, { largestBytes, aside }: Limits) {
  const file = openRegular(path)
  try {
    if (fstatSync(file).size > largestBytes) return startAnew(file, path, line, aside)
    writeSync(file, `${line}\n`)
  } finally {
    closeSync(file)
  }
}

interface Limits {
  readonly largestBytes: number
  /** Where a full file goes. */
  readonly aside: string
}

function openRegular(path: string): number {
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
  if (fstatSync(file).isFile()) return file
  closeSync(file)
  throw new Error('Not a file')
}

function startAnew(full: number, path: string, line: string, aside: string) {
  try {
    renameSync(path, aside)
  } catch {
    // Something that cannot be replaced is in the way: empties the file instead.
    ftruncateSync(full)
  }
  const file = openRegular(path)
  try {
    writeSync(file, `${line}\n`)
  } finally {
    closeSync(file)
  }
}
