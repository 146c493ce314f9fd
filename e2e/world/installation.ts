import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { repository } from './runtime.ts'

/** What `npm run package -- --e2e` makes. */
export const endToEndFolder = path.join(repository, 'release/e2e/linux-unpacked')
const deb = path.join(repository, 'release/e2e/latchkey-for-tests-only.deb')

/** Where the package puts the app. */
export const installedFolder = '/opt/Latchkey'
export const installedExecutable = path.join(installedFolder, 'Latchkey')

const run = promisify(execFile)
const apt = (...args: string[]): Promise<unknown> =>
  run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  })

/** Makes the deb for the tests, and the unpacked app inside it. */
export async function packageForTests(): Promise<void> {
  await run(process.execPath, ['scripts/package.mjs', '--e2e'], { cwd: repository, maxBuffer: 1 << 24 })
}

/** Installs the deb as a person would who downloaded it. Needs root. */
export async function install(): Promise<void> {
  await apt('install', '--no-install-recommends', deb)
}

/** Purges the package; does nothing if it is not installed. Needs root. */
export async function purge(): Promise<void> {
  if (!(await isKnownToDpkg())) return
  const { stdout } = await run('dpkg-query', ['--show', '--showformat=${Description}', 'latchkey'])
  // A package left by a killed test run may go, but not one that somebody uses.
  if (!stdout.startsWith('FOR TESTS ONLY'))
    throw new Error('Latchkey is in use on this computer: not touching it')
  await apt('purge', 'latchkey')
}

const rehearsal = 'latchkey-rehearsal'

/**
 * Installs and purges a package with the same dependencies as the deb, and with a file beside each of its files.
 * Whatever is new then does not come from the deb: dependencies, and caches that dpkg's triggers make for any such
 * package.
 */
export async function rehearse(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), `${rehearsal}-`))
  try {
    await apt('install', '--no-install-recommends', await makeRehearsal(folder))
    await apt('purge', rehearsal)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function makeRehearsal(folder: string): Promise<string> {
  const tree = path.join(folder, 'tree')
  const { stdout: listing } = await run('dpkg-deb', ['--contents', deb])
  for (const [, file = ''] of listing.matchAll(/^-.* \.(\/usr\/.*)$/gm)) {
    const beside = path.join(tree, file.replaceAll('latchkey', rehearsal))
    await mkdir(path.dirname(beside), { recursive: true })
    await writeFile(beside, '')
  }
  const { stdout: depends } = await run('dpkg-deb', ['--field', deb, 'Depends'])
  await mkdir(path.join(tree, 'DEBIAN'), { recursive: true })
  await writeFile(
    path.join(tree, 'DEBIAN/control'),
    `Package: ${rehearsal}\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@latchkey.invalid>\nDepends: ${depends.trim()}\nDescription: FOR TESTS ONLY\n`,
  )
  const file = path.join(folder, `${rehearsal}.deb`)
  await run('dpkg-deb', ['--root-owner-group', '--build', tree, file])
  return file
}

/** Whether dpkg has the package or remembers it. */
export async function isKnownToDpkg(): Promise<boolean> {
  return run('dpkg-query', ['--show', 'latchkey']).then(
    () => true,
    () => false,
  )
}

// Folders that change with every installation, and through other programs.
const busy = ['/var/log', '/var/cache', '/var/tmp', '/var/lib/apt', '/var/lib/dpkg', '/var/spool']

/** Every path where packages put something, and every home folder except root's. */
export async function systemPaths(): Promise<ReadonlySet<string>> {
  const prune = busy.flatMap(folder => ['-path', folder, '-prune', '-o'])
  // dpkg removes /opt together with the last thing in it.
  const roots = ['/etc', '/home', '/opt', '/usr', '/var'].filter(folder => existsSync(folder))
  const find = [...roots, '-ignore_readdir_race', '-xdev', ...prune, '-print']
  const { stdout } = await run('find', find, { maxBuffer: 1 << 28 })
  return new Set(stdout.split('\n'))
}

/** The sha256 of every file in the folder, by its path relative to it. */
export async function digests(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
  const pairs: [string, string][] = []
  for (const file of files.toSorted()) {
    const digest = createHash('sha256').update(await readFile(file))
    pairs.push([path.relative(folder, file), digest.digest('hex')])
  }
  return Object.fromEntries(pairs)
}

/** Whether an ordinary user may make a user namespace here, which Chromium's sandbox needs. */
export async function namespacesAreOpen(user: { uid: number; gid: number }): Promise<boolean> {
  return run('unshare', ['--user', '--map-root-user', 'true'], { ...user }).then(
    () => true,
    () => false,
  )
}

/** Owner, and mode in octal with the setuid bit. */
export async function ownerAndMode(file: string): Promise<{ uid: number; gid: number; mode: string }> {
  const { uid, gid, mode } = await stat(file)
  return { uid, gid, mode: (mode & 0o7777).toString(8) }
}
