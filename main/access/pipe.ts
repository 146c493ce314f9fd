import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A way to the app that everybody can open, and what whoever comes by it must know. */
export interface Pipe {
  readonly path: string
  readonly secret: string
}

/**
 * The pipe of this run. HAZARD: Node gives a pipe of Windows no owner, so that everybody may read what is said in it
 * (https://github.com/nodejs/node/issues/47086). So nobody is told anything before they have said what a file in this
 * person's own folder says.
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

/** Whether a caller knows it, in a time that does not tell how much of it was right. */
export function isSecret(said: string | undefined, secret: string): boolean {
  const [one, other] = [Buffer.from(said ?? ''), Buffer.from(secret)]
  return one.length === other.length && timingSafeEqual(one, other)
}
