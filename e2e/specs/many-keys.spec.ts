import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { keysIn } from '../world/keys.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'

/** What is wider than the window, in the page. */
const widthsBeyond = () =>
  [...document.querySelectorAll('main, [data-testid=key], [data-testid=key] *')].flatMap(element => {
    const { left, right } = element.getBoundingClientRect()
    return left < 0 || right > window.innerWidth ? [`${element.className} ${left}–${right}`] : []
  })

/** How long the page takes to lay itself out anew and paint, in milliseconds. */
async function paintMs(): Promise<number> {
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
  await frame()
  const before = performance.now()
  document.body.style.letterSpacing = '0.1px'
  await frame()
  await frame()
  return performance.now() - before
}

test('shows 200 keys of long names, says that there can be no more, and asks Plex about none', async ({
  app,
  desktop,
  launch,
  person,
  simulator,
  tray,
}) => {
  await person.signIn()
  await person.quit()
  await app.exit()
  const folder = path.join(desktop.configHome, 'Latchkey')
  const { clientIdentifier: owner } = JSON.parse(await readFile(path.join(folder, 'memory.json'), 'utf8'))
  const nameOf = (number: number) =>
    `Program ${number} ${'of a very long name '.repeat(10)}`.slice(0, 200).trim()
  const uuid = (number: number) => `4e700000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const made = Array.from({ length: 201 }, (_, number) => ({
    id: uuid(number),
    owner,
    identifier: uuid(1_000 + number),
    name: nameOf(number + 1),
    madeAt: Date.now() - number * 60_000,
    stage: 'held',
    stored: 'yes',
  }))
  await writeFile(path.join(folder, 'keys.json'), JSON.stringify({ version: 1, keys: made }))
  const asked = simulator.log.length
  const keys = keysIn(windowOf(await launch()), tray)
  await tray.waitForLabel('200 keys')
  await tray.click('Keys…')
  const page = await keys.page()
  await expect(page.getByTestId('key')).toHaveCount(200)
  expect(await page.evaluate(widthsBeyond)).toEqual([])
  expect(await page.evaluate(paintMs)).toBeLessThan(1_000)
  await expect(page.getByTestId('keys')).toContainText('as many as Latchkey keeps')
  await expect(page.getByTestId('new-key')).toHaveAttribute('aria-disabled', 'true')
  const last = await keys.row(nameOf(200))
  await last.scrollIntoViewIfNeeded()
  await last.getByTestId('open-key').click()
  await page.getByTestId('show-key').click()
  await expect(page.getByTestId('key-page')).toContainText('It is not in your keychain any more')
  await keys.done()
  await expect(page.getByTestId('key').first()).toHaveAttribute('data-name', nameOf(200))
  const token = simulator.tokens().find(({ alive }) => alive)?.token
  const others = simulator.log.slice(asked).filter(({ headers }) => headers['x-plex-token'] !== token)
  expect(others).toEqual([])
})
