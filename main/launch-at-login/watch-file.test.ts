import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { watchFile } from './watch-file.ts'

let root: string
let path: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-watch-'))
  path = join(root, 'autostart', 'latchkey.desktop')
})
afterEach(() => rmSync(root, { recursive: true }))

async function watching() {
  let told = 0
  const end = watchFile({ path, changed: () => void told++, work: patientWork() })
  onTestFinished(end)
  await expect.poll(() => told).toBe(1)
  /** Makes a change, and waits until it was told. */
  const change = async (make: () => unknown) => {
    const before = told
    make()
    await expect.poll(() => told).toBeGreaterThan(before)
  }
  return { told: () => told, change, end }
}

const makeFolder = () => mkdirSync(dirname(path))
const removeFolder = () => rmSync(dirname(path), { recursive: true })
const writeIt = () => writeFileSync(path, '')

describe('a file that is watched no longer', () => {
  it('tells nothing of itself', async () => {
    makeFolder()
    const ended = await watching()
    await ended.change(writeIt)
    ended.end()
    const before = ended.told()
    const { change } = await watching()
    await change(writeIt)
    await change(() => rmSync(path))
    expect(ended.told()).toBe(before)
  })

  it('tells nothing of its folder, which came after it and went', async () => {
    const ended = await watching()
    await ended.change(makeFolder)
    await ended.change(removeFolder)
    await ended.change(makeFolder)
    ended.end()
    const before = ended.told()
    const { change } = await watching()
    await change(removeFolder)
    await change(makeFolder)
    expect(ended.told()).toBe(before)
  })
})

it('tells nothing of the files beside it', async () => {
  makeFolder()
  const { told, change } = await watching()
  const before = told()
  for (let file = 0; file < 10; file++) writeFileSync(join(dirname(path), `${file}.desktop`), '')
  await change(writeIt)
  // Told in their order; of a new file, that it came and that it changed.
  expect(told() - before).toBeLessThanOrEqual(2)
})

it('keeps no process alive', async () => {
  const alive = () => process.getActiveResourcesInfo().filter(kind => kind === 'FSEventWrap')
  // What was closed is gone a moment later.
  await expect.poll(alive).toEqual([])
  const { change } = await watching()
  await expect.poll(alive).toEqual([])
  await change(makeFolder)
  await change(writeIt)
  await expect.poll(alive).toEqual([])
})

it('cannot be watched where its folder has no folder, and nothing comes of that', async () => {
  path = join(root, 'none', 'autostart', 'latchkey.desktop')
  const { end } = await watching()
  expect(end).not.toThrow()
})

it('is not watched where nothing answers: to begin that would hold up main', async () => {
  makeFolder()
  let told = 0
  const work = { within: () => Promise.reject(new Error('no answer')), ended: async () => false }
  const end = watchFile({ path, changed: () => void told++, work })
  writeIt()
  await watching().then(({ change }) => change(writeIt))
  expect(told).toBe(0)
  end()
})
