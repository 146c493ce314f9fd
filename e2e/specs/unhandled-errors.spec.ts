import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { filesHolding } from '../world/leaks.ts'
import { expect, test } from '../world/test.ts'
import english from '../../common/locales/en.json' with { type: 'json' }

const sentinel = 'SENTINEL-token-4f1c9'
const detail = 'what only the log may say'

for (const [how, logged] of [
  [
    'an error that nobody caught',
    `Stopped by an error: Error: ${detail} [secret] < Error: X-Plex-Token: [secret]`,
  ],
  [
    'a promise that nobody waited for',
    `Stopped by an error: Error: ${detail} [secret] < Error: X-Plex-Token: [secret]`,
  ],
  ['something thrown that is no error', 'Stopped by an error: object'],
] as const) {
  test(`ends with a box that says nothing of ${how}`, async ({ app, desktop, person }) => {
    await person.signIn(undefined, { token: sentinel })
    const boxes = path.join(desktop.home, 'boxes')
    await app.electron.evaluate(({ dialog }, file) => {
      const { appendFileSync } = process.getBuiltinModule('node:fs')
      // A real one waits for a click, and cannot be read from outside.
      dialog.showErrorBox = (...texts) => appendFileSync(file, `${JSON.stringify(texts)}\n`)
    }, boxes)
    await app.electron.evaluate(
      (_electron, { how, detail, sentinel }) => {
        const cause = new Error(`X-Plex-Token: ${sentinel}`)
        const error = Object.assign(new Error(`${detail} ${sentinel}`, { cause }), { token: sentinel })
        setImmediate(() => {
          if (how === 'a promise that nobody waited for') void Promise.reject(error)
          else throw how === 'an error that nobody caught' ? error : { detail, token: sentinel }
        })
      },
      { how, detail, sentinel },
    )
    expect(await app.exit()).toEqual({ code: 1, signal: null })
    const { title, body } = english.stopped
    expect(await readFile(boxes, 'utf8')).toBe(`${JSON.stringify([title, body])}\n`)
    const log = await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')
    expect(
      log
        .split('\n')
        .find(line => line.includes('Stopped'))
        ?.replace(/^\[.*?\] /, ''),
    ).toBe(`error ${logged}`)
    expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
    expect(app.output()).not.toContain(detail)
  })
}
