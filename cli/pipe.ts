import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

const LONGEST_NOTE_BYTES = 1_000

const Note = v.strictObject({
  path: v.pipe(v.string(), v.regex(/^\\\\\.\\pipe\\latchkey-[\w-]{22}$/)),
  secret: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
})

/**
 * Where the app listens on Windows, as it has noted in a file that this person alone can read (main/access/pipe.ts), with
 * what it wants to be told first. Undefined where no app has noted anything, or nothing that an app would. Not run there.
 */
export function pipeIn(home: string): v.InferOutput<typeof Note> | undefined {
  try {
    const { success, output } = v.safeParse(Note, JSON.parse(read(join(home, 'commands'))))
    return success ? output : undefined
  } catch {
    return undefined
  }
}

function read(path: string): string {
  const file = openSync(path, 'r')
  try {
    if (!fstatSync(file).isFile()) return ''
    const bytes = Buffer.alloc(LONGEST_NOTE_BYTES + 1)
    const length = readSync(file, bytes, 0, bytes.length, 0)
    return length > LONGEST_NOTE_BYTES ? '' : bytes.toString('utf8', 0, length)
  } finally {
    closeSync(file)
  }
}
