import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** Whose desktop it is, if not of whoever runs the tests. Programs are started with this user and group. */
export interface Owner {
  readonly uid: number
  readonly gid: number
  /** What the system takes for the home folder; a test may put a link there. */
  readonly account: string
}

const run = promisify(execFile)
const name = 'latchkey-e2e'

const account = path.join(tmpdir(), `${name}-home`)

/** Makes an ordinary user without a home folder yet. Needs root. */
export async function createOrdinaryUser(): Promise<Owner> {
  await removeOrdinaryUser()
  await run('useradd', ['--no-create-home', '--home-dir', account, '--shell', '/bin/sh', name])
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, name])).stdout)
  return { uid: await id('-u'), gid: await id('-g'), account }
}

/** Removes that user, also one left by a killed test run. */
export async function removeOrdinaryUser(): Promise<void> {
  await rm(account, { force: true })
  const users = await readFile('/etc/passwd', 'utf8')
  if (users.split('\n').some(line => line.startsWith(`${name}:`))) await run('userdel', [name])
}

/** Gives the folder and all in it to the owner. */
export async function giveTo(owner: Owner | null, folder: string): Promise<void> {
  if (owner !== null) await run('chown', ['--recursive', `${owner.uid}:${owner.gid}`, folder])
}
