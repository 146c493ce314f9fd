import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Whose desktop it is, where that is not who runs the tests. Node gives a program it starts both, and no other group. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

const run = promisify(execFile)
const name = 'latchkey-e2e'

/** Makes an ordinary user of this computer, without a home folder of its own. Takes root. */
export async function createOrdinaryUser(): Promise<Owner> {
  await removeOrdinaryUser()
  await run('useradd', ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/sh', name])
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, name])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}

/** Removes that user, also one that a run which was killed has left. */
export async function removeOrdinaryUser(): Promise<void> {
  const users = await readFile('/etc/passwd', 'utf8')
  if (users.split('\n').some(line => line.startsWith(`${name}:`))) await run('userdel', [name])
}

/** Gives the folder and all in it to the owner. */
export async function giveTo(owner: Owner | null, folder: string): Promise<void> {
  if (owner !== null) await run('chown', ['--recursive', `${owner.uid}:${owner.gid}`, folder])
}
