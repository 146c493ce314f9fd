import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { openWindow } from '../world/open-window.ts'
import { repository } from '../world/runtime.ts'
import { expect, test } from '../world/test.ts'

/** What a run may leave in a home, and what the table of what is kept where says of it. */
const places: ReadonlyArray<readonly [place: RegExp, said: string]> = [
  [/^\.config\/Latchkey\/memory\.json$/, '`memory.json` in `~/.config/Latchkey` (Linux)'],
  [/^\.config\/Latchkey\/preferences\.json$/, '`preferences.json` beside `memory.json`'],
  [/^\.config\/Latchkey\/window\.json$/, '`window.json` beside `memory.json`'],
  [/^\.config\/Latchkey\/logs\/latchkey\.log$/, '`logs/latchkey.log` beside it'],
  [/^\.config\/Latchkey\//, 'what Chromium keeps of any app'],
  [/^\.pki\/nssdb\//, '`~/.pki/nssdb`'],
  [/^\.cache\/mesa_shader_cache/, '`~/.cache/mesa_shader_cache`'],
]
/** The desktop's own: its keychain, its browser, its sockets and what the tests write down. */
const desktopsOwn =
  /^(?:bin|run|\.local\/share\/keyrings|opened-urls|output-[^/]*|tmp\/ca\.pem)(?:$|\/)|^\.Xauthority$/

test('leaves no file in a home but those that the page on privacy names', async ({
  launch,
  desktop,
  tray,
  person,
}) => {
  const app = await launch()
  const window = await openWindow(app, tray)
  await window.getByTestId('open-settings').click()
  await window.getByTestId('open-notifications').click()
  await window.getByRole('radio', { name: 'None' }).click()
  await person.signIn()
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })

  const entries = await readdir(desktop.home, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => !entry.isDirectory())
    .map(entry => path.relative(desktop.home, path.join(entry.parentPath, entry.name)))
    .filter(file => !desktopsOwn.test(file))
  for (const name of ['memory', 'preferences']) expect(files).toContain(`.config/Latchkey/${name}.json`)
  expect(files.filter(file => !places.some(([place]) => place.test(file)))).toEqual([])
  const page = await readFile(path.join(repository, 'docs/privacy.md'), 'utf8')
  for (const [, said] of places) expect(page).toContain(said)
  // What lasts as long as it runs.
  expect(files.filter(file => /Singleton|\/owner$/.test(file))).toEqual([])
})
