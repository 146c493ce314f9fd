import type { AskingProgram } from '../../common/asking-program.ts'
import type { AsksView } from '../../common/asks-view.ts'
import { askingOf } from '../../common/samples.fake.ts'
import { askingScript } from '../world/asking-script.ts'
import { type AsksWindow, asksWindowOf } from '../world/asks-window.ts'
import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { expect, test } from '../world/test.ts'

const WEEKLY = '/home/ada/bin/backup.py'
const COPIED = '/home/ada/Downloads/backup.py'
const copied = { path: COPIED, command: `python3 ${COPIED} --weekly --to /srv/backup` }
const since = Date.now() - 26 * 3_600_000

/** Every kind of question. */
const kinds: Readonly<Record<string, Partial<AskingProgram>>> = {
  'for a key of its own': { since },
  'for a key of one server': {
    since,
    server: { id: 'a', name: 'Attic', owned: true },
    preset: 'python-plexapi',
  },
  'for the key of a shared server': { since, server: { id: 'a', name: 'Grace’s films', owned: false } },
  'for a key that it has': { since, isNew: false, others: [WEEKLY] },
  'from another path': { since, isNew: false, program: copied, others: [WEEKLY] },
  'from another path than three': {
    since,
    isNew: false,
    program: copied,
    others: [WEEKLY, `${WEEKLY}2`, '/x'],
  },
  'of a program that is not seen': { program: null, chain: [], unlasting: 'unseen', watched: false },
  'for a file': { since, file: '/home/ada/.config/plexapi/config.ini', unlasting: 'file', watched: false },
  'for later only': { momentary: false },
  'of a shell': {
    since,
    unlasting: 'shell',
    chain: Array.from({ length: 8 }, (_none, at) => `program-${at}`),
  },
}

const languages = ['en', 'de', 'ar'] as const

const first = { deviceName: 'DESK-01', theme: 'system', contrastAsked: false, answerableInMs: 0 } as const

/** Draws the question in its window, as main would send it. */
const draw = ({ electron }: RunningApp, view: AsksView) =>
  electron.evaluate(({ BrowserWindow }, sent) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (webContents.getURL().endsWith('/asks.html')) webContents.send('latchkey:snapshot', sent)
  }, view)

/** By how many pixels the page is taller than its window, or lower by more than rounding makes it. */
const over = async (asks: AsksWindow) =>
  (await asks.page()).evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement
    const empty = clientHeight - document.getElementById('root')!.getBoundingClientRect().height
    return scrollHeight > clientHeight || empty < 2 ? scrollHeight - clientHeight : -Math.ceil(empty)
  })

// A higher screen than a question needs.
test.use({ screenSize: '1280x1600' })

for (const scale of [1, 1.5]) {
  test(`the question is as tall as its page in every language, at ${scale * 100} %`, async ({
    launch,
    desktop,
    person,
    tray,
  }) => {
    const app = await launch({ arguments: [`--force-device-scale-factor=${scale}`] })
    await tray.offersSignIn()
    await person.signIn()
    const asks = asksWindowOf(app)
    const ended = askingScript(desktop, 'backup.cjs', 'backup').ask()
    await asks.asksFor('backup')
    await tray.click('Settings…')
    const settings = (await app.window()).getByTestId('settings')
    const found: Record<string, number> = {}
    let revision = 1_000_000
    for (const language of languages) {
      await settings.getByTestId('open-language').click()
      await settings.locator(`input[value="${language}"]`).click()
      await expect((await asks.page()).locator('html')).toHaveAttribute('lang', language)
      await asks.asksFor('backup')
      await expect.poll(() => over(asks)).toBe(0)
      for (const [name, asking] of Object.entries(kinds)) {
        await draw(app, { ...first, revision: ++revision, asking: askingOf({ ...asking, name }) })
        await asks.asksFor(name)
        await eventually(name, async () => (await over(asks)) === 0, { within: 3_000 }).catch(() => {})
        found[`${name}, ${language}`] = await over(asks)
      }
    }
    expect(Object.values(found)).toHaveLength(languages.length * Object.keys(kinds).length)
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map(name => [name, 0])))
    await asks.close()
    await app.kill()
    await ended
  })
}
