import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import en from '../../common/locales/en.json' with { type: 'json' }
import type { RunningApp } from '../world/app.ts'
import type { Desktop } from '../world/desktop.ts'
import { expect, health, signedIn } from '../world/health.ts'
import { rowsToTry } from '../world/rows.ts'
import type { Parts } from '../world/test.ts'
import type { Tray } from '../world/tray.ts'

type Notice = keyof typeof en.tray.notice

interface Spoilt {
  /** What the file with what it remembers is when the app starts. */
  readonly what: string
  readonly notice: Notice | null
  readonly spoil: (file: string) => Promise<unknown>
}

const fileOf = (desktop: Desktop) => path.join(desktop.configHome, 'Latchkey/memory.json')
const read = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
const rewrite = (change: (text: string) => string) => async (file: string) =>
  writeFile(file, change(await readFile(file, 'utf8')))
const keptNames = ['', ...[2, 3, 4, 5, 6, 7, 8, 9].map(number => `-${number}`)]

/** They still hold the identifier: with another one plex.tv would list this computer twice. */
const legible: readonly Spoilt[] = [
  { what: 'cut short', notice: 'memory-broken', spoil: rewrite(text => text.slice(0, -30)) },
  {
    what: 'of a newer release',
    notice: 'memory-newer',
    spoil: rewrite(text => text.replace('"version": 2', '"version": 3, "accounts": [{}]')),
  },
  { what: 'followed by 5 MB', notice: 'memory-broken', spoil: rewrite(text => text.padEnd(5_000_000)) },
  {
    what: 'full of brackets and prototypes',
    notice: 'memory-broken',
    spoil: rewrite(
      text =>
        `{"__proto__":{"version":2},"constructor":{"prototype":{}},${text.slice(1)}${'['.repeat(60_000)}`,
    ),
  },
  {
    what: 'broken by a NUL and a number beyond all numbers',
    notice: 'memory-broken',
    spoil: rewrite(text => text.replace(/"signedInAt": \d+/, '"signedInAt": 1e999').replace(/,/, ',\0')),
  },
  {
    what: 'unusable and not to be moved',
    notice: 'memory-unwritable',
    async spoil(file) {
      await rewrite(text => `${text},`)(file)
      for (const name of keptNames) await mkdir(`${file}.broken${name}`)
    },
  },
]

/** Nothing is left to be read. */
const illegible: readonly Spoilt[] = [
  { what: 'lost', notice: null, spoil: file => rm(file) },
  { what: 'empty', notice: 'memory-broken', spoil: rewrite(() => '') },
  { what: '100,000 brackets', notice: 'memory-broken', spoil: rewrite(() => '['.repeat(100_000)) },
  {
    what: 'a folder',
    notice: 'memory-broken',
    async spoil(file) {
      await rm(file)
      await mkdir(file)
    },
  },
  {
    what: 'a pipe',
    notice: 'memory-broken',
    async spoil(file) {
      await rm(file)
      execFileSync('mkfifo', [file])
    },
  },
  {
    what: 'a link to itself',
    notice: 'memory-broken',
    async spoil(file) {
      await rm(file)
      await symlink('memory.json', file)
    },
  },
]

const noticesIn = async (tray: Tray) =>
  (await tray.labels()).filter(label => Object.values(en.tray.notice).includes(label))

async function seesAndDismisses(app: RunningApp, tray: Tray, notice: Notice | null) {
  if (notice === null) {
    expect(await noticesIn(tray)).toEqual([])
    return
  }
  const line = en.tray.notice[notice]
  expect(await noticesIn(tray)).toEqual([line])
  await tray.click(line)
  const window = await app.window()
  const strip = window.getByTestId('notice')
  await expect(strip.getByText(en.window.notice[notice])).toBeVisible()
  await strip.getByRole('button', { name: en.action.dismiss }).click()
  await expect(strip).toHaveCount(0)
  await expect.poll(() => noticesIn(tray)).toEqual([])
}

/** What the file is, and a checksum of what is in it: to compare megabytes byte by byte takes a minute. */
async function content(file: string): Promise<unknown> {
  const status = await lstat(file)
  if (!status.isFile()) return status.mode & 0o170_000
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

type World = Pick<Parts, 'launch' | 'tray' | 'person' | 'simulator' | 'desktop'>

/**
 * What a start makes of a file that is spoilt. `before` is the app that runs; returns the one that runs then, which has
 * found everything in order again where it could.
 */
async function outlives(
  { what, notice, spoil }: Spoilt,
  isLegible: boolean,
  before: RunningApp,
  world: World,
) {
  const { launch, tray, person, simulator, desktop } = world
  const file = fileOf(desktop)
  const { clientIdentifier } = await read(file)
  const starts = simulator.log.length
  await person.quit()
  await before.exit()
  await spoil(file)
  const spoilt = await content(file).catch(() => null)

  const app = await launch()
  await tray.waitForLabel(signedIn)
  await seesAndDismisses(app, tray, notice)
  await expect.poll(() => simulator.log.length).toBeGreaterThan(starts)
  const used = simulator.log.at(-1)?.headers['x-plex-client-identifier']
  expect(used === clientIdentifier, what).toBe(isLegible)
  if (notice === 'memory-unwritable') {
    expect(await content(file)).toEqual(spoilt)
    return app
  }
  const broken = `${file}.broken`
  if (notice !== null) expect(await content(broken)).toEqual(spoilt)
  await expect
    .poll(() => read(file))
    .toMatchObject({ version: 2, clientIdentifier: used, tokenStored: 'yes' })
  await rm(broken, { recursive: true, force: true })
  return app
}

/** One after the other: the start with the next one shows that the one before has left the sign-in whole. */
async function outlivesAll(table: readonly Spoilt[], isLegible: boolean, first: RunningApp, world: World) {
  let app = first
  for (const spoilt of rowsToTry(table, ({ notice }) => notice)) {
    await health.step(spoilt.what, async () => {
      app = await outlives(spoilt, isLegible, app, world)
    })
  }
  const { launch, tray, person } = world
  if (table.at(-1)?.notice === 'memory-unwritable') return
  await person.quit()
  await app.exit()
  await launch()
  await tray.waitForLabel(signedIn)
  expect(await noticesIn(tray)).toEqual([])
}

health(
  'a memory that holds the identifier still: starts signed in under the same one, and says what was lost',
  async ({ scene, launch, tray, person, simulator, desktop }) => {
    await outlivesAll(legible, true, scene.app, { launch, tray, person, simulator, desktop })
  },
)

health.describe('with nothing to read the identifier from', () => {
  health.use({ allowedConduct: ['identifier-changed'] })

  health(
    'starts signed in all the same, and says so',
    async ({ scene, launch, tray, person, simulator, desktop }) => {
      await outlivesAll(illegible, false, scene.app, { launch, tray, person, simulator, desktop })
    },
  )
})

health(
  'a disk that is full for a while: signs out and in, and says what lasts until it quits',
  async ({ scene: { app, time, token }, tray, person, desktop }) => {
    const line = en.tray.notice['memory-unwritable']
    const before = await readFile(fileOf(desktop), 'utf8')
    const freeDisk = await fillDisk(app)
    await person.signOut(token)
    await tray.waitForLabel(line)
    await time.pass(5_000)
    await person.signIn(undefined, { time })
    expect(await readFile(fileOf(desktop), 'utf8')).toBe(before)
    await freeDisk()
    await time.pass(5 * 60_000)
    await tray.click('Check now')
    await expect.poll(() => tray.labels()).not.toContain(line)
    await expect.poll(() => read(fileOf(desktop))).toMatchObject({ tokenStored: 'yes' })
    expect(await readFile(fileOf(desktop), 'utf8')).not.toBe(before)
  },
)

/** Lets each file that the app writes as a whole fail as on a full disk, until what it returns is called. */
async function fillDisk({ electron }: RunningApp): Promise<() => Promise<void>> {
  const original = await electron.evaluateHandle(() => {
    const files = process.getBuiltinModule('node:fs')
    const { writeFileSync } = files
    files.writeFileSync = () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    return { writeFileSync }
  })
  return () => original.evaluate(kept => void Object.assign(process.getBuiltinModule('node:fs'), kept))
}
