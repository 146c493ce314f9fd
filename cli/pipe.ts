import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Hello, Proof } from '../common/access.ts'

const LONGEST_NOTE_BYTES = 1_000

const Note = v.strictObject({
  path: v.pipe(v.string(), v.regex(/^\\\\\.\\pipe\\latchkey-[\w-]{22}$/)),
  secret: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
})

/**
 * Where the app listens on Windows, as it has noted in a file that this person alone can read (main/access/pipe.ts), with
 * what both know. Undefined where no app has noted anything, or nothing that an app would. Not run there.
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

/** Loading it takes a command 4 ms, which most have no use for. */
const crypto = () => process.getBuiltinModule('node:crypto')

/** What a side says that knows the secret, for this once. As main/access/pipe.ts has it. */
const proofOf = (secret: string, side: 'app' | 'command', nonce: string): string =>
  crypto().createHmac('sha256', secret).update(`${side} ${nonce}`).digest('base64url')

/** What a command says to prove that it knows the secret, and whether the first line of the app does. */
export function proving(secret: string): {
  readonly pipe: Hello['pipe']
  readonly isProven: (line: string) => boolean
} {
  const nonce = crypto().randomBytes(32).toString('base64url')
  return {
    pipe: { nonce, proof: proofOf(secret, 'command', nonce) },
    isProven(line) {
      try {
        return v.parse(Proof, JSON.parse(line)).proof === proofOf(secret, 'app', nonce)
      } catch {
        return false
      }
    },
  }
}
