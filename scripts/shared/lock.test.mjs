import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sign, withLock } from './lock.mjs'

/** @type {string} */
let work
/** @type {string} */
let folder

beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'latchkey-lock-'))
  folder = join(work, 'cache', 'lock')
})

afterEach(() => rm(work, { recursive: true }))

function startProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const end = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { pid: child.pid ?? 0, end }
}

test('two that want the lock at once work one after the other', async () => {
  /** @type {string[]} */
  const events = []
  const work = (/** @type {string} */ name) => async () => {
    events.push(`${name} begins`)
    await new Promise(resolve => setImmediate(resolve))
    events.push(`${name} ends`)
  }
  await Promise.all([withLock(folder, work('first')), withLock(folder, work('second'))])
  expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  expect(existsSync(folder)).toBe(false)
})

test('the lock is given back when the work fails', async () => {
  await expect(withLock(folder, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
  expect(existsSync(folder)).toBe(false)
})

test('a lock whose holder was killed is taken over', async () => {
  const holder = startProcess()
  mkdirSync(folder, { recursive: true })
  sign(folder, holder.pid)
  await holder.end()
  expect(await withLock(folder, () => Promise.resolve(readdirSync(folder)))).toEqual([String(process.pid)])
})

test('a lock is waited for while a child of its killed holder still works', async () => {
  const holder = startProcess()
  const child = startProcess()
  mkdirSync(folder, { recursive: true })
  sign(folder, holder.pid)
  sign(folder, child.pid)
  await holder.end()
  let childIsAlive = true
  const waiting = withLock(folder, () => Promise.resolve(childIsAlive))
  childIsAlive = false
  await child.end()
  expect(await waiting).toBe(false)
})

test('a lock that its holder had no time to sign is taken over after a while', async () => {
  mkdirSync(folder, { recursive: true })
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(folder, longAgo, longAgo)
  expect(await withLock(folder, () => Promise.resolve('done'))).toBe('done')
})

test('a signature ends with its process', () => {
  mkdirSync(folder, { recursive: true })
  const unsign = sign(folder, 4242)
  writeFileSync(join(folder, '4343'), '')
  unsign()
  expect(readdirSync(folder)).toEqual(['4343'])
})
