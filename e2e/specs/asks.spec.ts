import { channel, commandsOfAsks } from '../../common/names.ts'
import { askingScript } from '../world/asking-script.ts'
import { asksWindowOf } from '../world/asks-window.ts'
import { findFaults } from '../world/measured.ts'
import { tabThrough } from '../world/tab-through.ts'
import { keysAtPlex, keysIn } from '../world/keys.ts'
import { expect, test } from '../world/test.ts'

test('asks before a program gets a key, remembers it, and asks again once it is stopped', async ({
  app,
  desktop,
  person,
  simulator,
  tray,
  window,
}) => {
  await person.signIn()
  const asks = asksWindowOf(app)
  const script = askingScript(desktop, 'backup.cjs', 'backup')
  const first = script.ask()
  await asks.asksFor('backup')
  expect([await asks.program(), await asks.answers()]).toEqual([script.path, ['not-now', 'once', 'allow']])
  await asks.answer('allow')
  expect(await first).toBe('done')
  await asks.isGone()
  expect(Object.keys(keysAtPlex(simulator))).toEqual(['backup'])
  expect(await script.ask()).toBe('done')

  const keys = keysIn(window, tray)
  await tray.click('Keys…')
  const program = (await keys.row('backup')).getByTestId('key-program')
  await expect(program).toHaveAttribute('data-path', script.path)
  await expect(program).toContainText('used just now')
  await program.getByTestId('stop-allowing').click()
  await program.getByTestId('confirm-revoke').click()
  await expect(program).toHaveCount(0)
  const last = script.ask()
  await asks.answer('not-now')
  expect(await last).toBe('not-now')
})

test('takes neither the focus nor an early answer, and comes back by the tray', async ({
  app,
  desktop,
  notifications,
  person,
  tray,
}) => {
  await person.signIn()
  const asks = asksWindowOf(app)
  const script = askingScript(desktop, 'backup.cjs', 'backup')
  const ended = script.ask()
  await asks.asksFor('backup')
  const page = await asks.page()
  // It was started just now.
  const minutes = [0, 1].map(ago => new Date(Date.now() - ago * 60_000))
  const times = minutes.map(time => time.toTimeString().slice(0, 5))
  expect(times).toContain(await page.getByTestId('since').innerText())
  const focused = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().flatMap(window => (window.isFocused() ? [window.getTitle()] : [])),
  )
  expect(focused).toEqual(['Latchkey'])
  const rules = await app.electron.evaluate(({ BrowserWindow }) => {
    const asks = BrowserWindow.getAllWindows().find(window => window.getTitle() === 'Latchkey asks')!
    // At run time, but not in the types.
    const contents = asks.webContents as unknown as { getLastWebPreferences(): Record<string, boolean> }
    const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences()
    const { ipc } = asks.webContents as unknown as { ipc: { _invokeHandlers: ReadonlyMap<string, unknown> } }
    return { sandbox, contextIsolation, nodeIntegration, served: [...ipc._invokeHandlers.keys()] }
  })
  expect(rules).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    served: commandsOfAsks.map(channel),
  })
  await expect(page.getByTestId('question')).toBeFocused()
  for (const scheme of ['light', 'dark'] as const) {
    await app.setColourScheme(scheme)
    expect(await findFaults(page)).toEqual([])
  }
  expect(await tabThrough(page)).toEqual([])
  await asks.close()
  await asks.isGone()
  await tray.click('“backup” asks for a key…')
  const again = await asks.page()
  await expect(again.getByTestId('answer-once')).not.toHaveAttribute('aria-disabled')
  await again.keyboard.press('Enter')
  await again.keyboard.press('Space')
  await asks.asksFor('backup')
  // The answer closes the window, perhaps before the key is up.
  await again.keyboard.press('Escape').catch(() => {})
  expect(await ended).toBe('not-now')
  await asks.isGone()
  const titles = notifications.all().map(({ title }) => title.replaceAll(/[\u2068\u2069]/g, ''))
  expect(titles.filter(title => title.includes('asks'))).toEqual(['“backup” asks for a key'])
})
