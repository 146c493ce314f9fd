import path from 'node:path'
import { ManualClock } from '../../main/clock.fake.ts'
import { systemClock } from '../../main/clock.ts'
import { createSecretClipboard } from '../../main/clipboard/secret-clipboard.ts'
import { holdXClipboard } from '../../main/clipboard/x-thread.ts'
import { createFileWork } from '../../main/files/file-work.ts'
import { eventually } from '../world/eventually.ts'
import { repository } from '../world/runtime.ts'
import type { Screens } from '../world/screens.ts'
import { expect, test } from '../world/test.ts'
import { askAndGo, clipboardOf } from '../world/x-clipboard.ts'

// They are about the clipboard of X, which other systems do not have.
test.skip(process.platform !== 'linux')

const file = path.join(repository, 'dist/x-clipboard.cjs')

const noElectron = () => Promise.reject(new Error('Electron was asked'))

/** What the app copies secrets with, on a real X server, but with a clock that is moved. */
async function start(screens: Screens) {
  const display = await screens.display('1280x1024')
  const clock = new ManualClock()
  const reported: unknown[] = []
  const secrets = createSecretClipboard({
    clock,
    hold: lost =>
      holdXClipboard({
        environment: { DISPLAY: display },
        work: createFileWork(systemClock),
        clock: systemClock,
        lost,
        file,
      }),
    system: { write: noElectron, read: noElectron, clear() {} },
    report: (_what, error) => void reported.push(error),
  })
  return { secrets, clock, reported, display, clipboard: clipboardOf(display) }
}

test('a secret is on the clipboard for a minute, and is marked as one', async ({ screens }) => {
  const { secrets, clock, clipboard } = await start(screens)
  const other = await clipboard.copy('before')
  await secrets.put('KEY-1', true)
  for (const target of ['UTF8_STRING', 'STRING', 'TEXT', 'text/plain', 'text/plain;charset=utf-8']) {
    expect(await clipboard.read(target), target).toBe('KEY-1')
  }
  expect((await clipboard.read('TARGETS'))?.split('\n')).toContain('x-kde-passwordManagerHint')
  expect(await clipboard.read('x-kde-passwordManagerHint')).toBe('secret')
  for (const target of ['MULTIPLE', 'SAVE_TARGETS', 'image/png']) {
    expect(await clipboard.read(target), target).toBeNull()
  }

  await clock.advance(40_000)
  await secrets.put('KEY-2', true)
  await clock.advance(59_999)
  expect([await clipboard.read(), secrets.clearsInMs()]).toEqual(['KEY-2', 1])
  await clock.advance(1)
  await eventually('the clipboard to be empty', async () => (await clipboard.read('TARGETS')) === null)
  await eventually('that to be told', () => secrets.clearsInMs() === null)
  await other()

  await secrets.put('KEY-3', true)
  expect(await clipboard.read()).toBe('KEY-3')
  await secrets.end()
})

test('what another program has copied since is left alone', async ({ screens }) => {
  const { secrets, clock, clipboard, reported } = await start(screens)
  await secrets.put('KEY-1', true)
  const end = await clipboard.copy('of another program')
  await eventually('the loss to be told', () => secrets.clearsInMs() === null)
  await clock.advance(60_000)
  await secrets.end()
  expect([await clipboard.read(), reported]).toEqual(['of another program', []])
  await end()
})

test('a secret is gone at the end, within a second', async ({ screens }) => {
  const { secrets, clipboard, reported } = await start(screens)
  await secrets.put('KEY-1', true)
  expect(await clipboard.read()).toBe('KEY-1')
  await secrets.end()
  expect([await clipboard.read('TARGETS'), reported]).toEqual([null, []])
})

test('programs that ask and do not wait for the answer do no harm', async ({ screens }) => {
  const { secrets, clipboard, display } = await start(screens)
  await secrets.put('KEY-1', true)
  const number = display.slice(1)
  for (let times = 0; times < 5; times++) {
    await askAndGo({ socket: `/tmp/.X11-unix/X${number}`, screen: 0, cookie: null })
  }
  // An answer to one of them may yet reach the next program, which has the same number.
  await eventually('the secret to be read', async () => (await clipboard.read()) === 'KEY-1')
  expect(secrets.clearsInMs()).toBe(60_000)
  await secrets.end()
})

test('the app goes on while it pastes what it has copied itself', async ({ app, desktop }) => {
  const number = (desktop.environment['DISPLAY'] ?? '').slice(1)
  const workerData = { socket: `/tmp/.X11-unix/X${number}`, screen: 0, cookie: null }
  const result = await app.electron.evaluate(
    ({ clipboard }, { file, workerData }) =>
      new Promise<[string, number]>(resolve => {
        const { Worker } = process.getBuiltinModule('node:worker_threads')
        const thread = new Worker(file, { workerData, env: {}, execArgv: [] })
        thread.postMessage({ kind: 'take', text: 'KEY-1' })
        thread.on('message', word => {
          if (word !== 'held') return
          const before = performance.now()
          void Promise.resolve(clipboard.readText()).then(text => {
            resolve([text, performance.now() - before])
            thread.postMessage({ kind: 'give-up' })
          })
        })
      }),
    { file, workerData },
  )
  expect(result).toEqual(['KEY-1', expect.any(Number)])
  // Chromium gives up after ten seconds: the only thread could not answer while it asks.
  expect(result[1]).toBeLessThan(5_000)
})
