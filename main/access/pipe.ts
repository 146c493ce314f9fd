import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hello } from '../../common/access.ts'

/** A way to the app that everybody can open, and what both sides of it know. */
export interface Pipe {
  readonly path: string
  readonly secret: string
}

/**
 * The pipe of this run. HAZARD: Node gives a pipe of Windows no owner, so that everybody may read what is said in it
 * (https://github.com/nodejs/node/issues/47086), and a command cannot ask who answers in it. So each side proves first that
 * it knows what a file in this person's own folder says: whoever takes the name of a pipe that is gone does not.
 */
export function newPipe(random: (bytes: number) => Buffer = randomBytes): Pipe {
  const [name, secret] = [random(16), random(32)].map(bytes => bytes.toString('base64url'))
  return { path: String.raw`\\.\pipe\latchkey-${name}`, secret: secret ?? '' }
}

const fileIn = (folder: string) => join(folder, 'commands')

/** Commands read there where the app is. The folder is in the profile, which Windows opens to this person alone. */
export function notePipe(folder: string, { path, secret }: Pipe): void {
  rmSync(fileIn(folder), { force: true })
  writeFileSync(fileIn(folder), JSON.stringify({ path, secret }), { flag: 'wx', mode: 0o600 })
}

export const forgetPipe = (folder: string): void => rmSync(fileIn(folder), { force: true })

/** What a side says that knows the secret, for this once. As cli/pipe.ts has it. */
export const proofOf = (secret: string, side: 'app' | 'command', nonce: string): string =>
  createHmac('sha256', secret).update(`${side} ${nonce}`).digest('base64url')

/** Whether a caller knows it, in a time that does not tell how much of the proof was right. */
export function isProven(said: Hello['pipe'], secret: string): boolean {
  if (said === undefined) return false
  const [one, other] = [said.proof, proofOf(secret, 'command', said.nonce)].map(text => Buffer.from(text))
  return one!.length === other!.length && timingSafeEqual(one!, other!)
}
