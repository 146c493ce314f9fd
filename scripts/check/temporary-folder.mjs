import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../shared/command.mjs'
import { cache } from '../shared/paths.mjs'
import { Problem, say } from '../shared/say.mjs'

const candidates = () => [tmpdir(), '/tmp', '/var/tmp', join(cache, 'tmp')]
// Sockets are made in it, and their whole paths may have 107 bytes (unix(7)).
const longest = 40
const leastFreeBytes = 500_000_000

/** @param {string} folder */
async function startsPrograms(folder) {
  const inside = await mkdtemp(join(folder, 'latchkey-'))
  try {
    const program = join(inside, 'program')
    await writeFile(program, '#!/bin/sh\n', { mode: 0o755 })
    return (await run(program, [], { capture: true })).code === 0
  } finally {
    await rm(inside, { recursive: true, force: true })
  }
}

/** @param {string} folder */
async function isUsable(folder) {
  if (folder.length > longest) return false
  try {
    await mkdir(folder, { recursive: true })
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize >= leastFreeBytes && (await startsPrograms(folder))
  } catch {
    return false
  }
}

/**
 * The first of these folders that tests can use: with a short name, enough space, and where programs can be started.
 */
export async function chooseTemporaryFolder(folders = candidates()) {
  for (const folder of folders) if (await isUsable(folder)) return folder
  return undefined
}

/** Makes everything that is started from now on keep its temporary files in such a folder. */
export async function provideTemporaryFolder() {
  if (process.platform !== 'linux') return
  const folder = await chooseTemporaryFolder()
  if (folder === undefined) {
    throw new Problem(
      `Tests need a folder for temporary files with 500 MB free, a path of at most ${longest} characters, and where programs may be started: none of ${candidates().join(', ')} is one.\n` +
        'Name one in TMPDIR and run the same command again.',
    )
  }
  if (folder !== tmpdir()) say(`Temporary files go to ${folder}: tests cannot work in ${tmpdir()}`)
  process.env['TMPDIR'] = folder
}
