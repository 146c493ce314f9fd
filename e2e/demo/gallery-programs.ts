import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import type { RunningApp } from '../world/app.ts'
import { askingScript } from '../world/asking-script.ts'
import { asksWindowOf } from '../world/asks-window.ts'
import { keysIn } from '../world/keys.ts'
import { windowOf } from '../world/window.ts'
import type { Album, Shown, Sight } from './album.ts'
import type { World } from './world.ts'

const signedIn = { state: 'signed-in', problem: '' } as const satisfies Partial<Sight>

const WEEKLY = '/home/ada/bin/backup.py'
const COPIED = '/home/ada/Downloads/backup.py'
const CONFIGURED = '/home/ada/.config/plexapi/config.ini'

const asking = (program: string, command: string): Shown => ({
  '[data-testid=program] .breakable': [program],
  '[data-testid=command] .breakable': [command],
  '[data-testid=others] .breakable': [WEEKLY],
  '[data-testid=chain] .breakable': ['konsole', 'bash'],
})

/** A program asks for a key: the first, one that cannot be seen, another of the same name. Somebody is signed in. */
export async function askingPrograms({ desktop, tray }: World, album: Album, app: RunningApp): Promise<void> {
  await tray.waitForLabel('Servers')
  const asks = asksWindowOf(app)
  const wanted = { server: 'Attic', preset: 'python-plexapi' }
  const ofServer = askingScript(desktop, 'backup.cjs', 'backup', wanted).ask()
  await asks.asksFor('backup')
  await album.takeQuestion('45-program-asks', app, asking(WEEKLY, `python3 ${WEEKLY} --weekly`))
  await asks.answer('not-now')
  await ofServer
  // The next one has the same name.
  await asks.isGone()

  const weekly = askingScript(desktop, 'backup.cjs', 'backup')
  const first = weekly.ask()
  await asks.asksFor('backup')
  await asks.answer('allow')
  await first

  const unseen = askingScript(desktop, 'kometa.cjs', 'Kometa', { isShared: true }).ask()
  await asks.asksFor('Kometa')
  await album.takeQuestion('46-unseen-program-asks', app)
  await asks.answer('not-now')
  await unseen

  const second = askingScript(desktop, 'copied.cjs', 'backup').ask()
  await asks.asksFor('backup')
  await album.takeQuestion('47-second-program-asks', app, asking(COPIED, `python3 ${COPIED}`))
  await asks.answer('not-now')
  await second

  const folder = path.join(desktop.home, 'plexapi')
  await mkdir(folder)
  // Of whoever has the desktop, too.
  await chmod(folder, 0o777)
  const written = weekly.ask(path.join(folder, 'config.ini'))
  await asks.asksFor('backup')
  await asks.answer('once')
  await written
}

/** The key that a program has without asking, and that is in a file. */
export async function keyWithPrograms({ tray }: World, album: Album, app: RunningApp): Promise<void> {
  await tray.click('Keys…')
  const keys = keysIn(windowOf(app), tray)
  const row = await keys.row('backup')
  await row.getByTestId('key-file').waitFor()
  await row.getByTestId('open-key').click()
  const page = await keys.page()
  await page.getByTestId('key-file').waitFor()
  await album.take({ name: '48-key-with-programs', ...signedIn }, app, {
    '[data-testid=key-program] .breakable': [WEEKLY],
    '[data-testid=key-file] .breakable': [CONFIGURED],
  })
  await keys.done()
  await keys.revoke('backup')
  await row.waitFor({ state: 'detached' })
}

/** Looks whether all is well: nearly, and then not. Ends with the network as it was. */
export async function somethingWrong(world: World, album: Album, app: RunningApp): Promise<void> {
  const { desktop, simulator, tray } = world
  await tray.click('Settings…')
  const page = await app.window()
  await page.getByTestId('open-doctor').click()
  const looked = page.locator('[data-testid=doctor][aria-busy=false]')
  await looked.waitFor()
  await evenOut(page)
  await album.take({ name: '49-something-wrong', ...signedIn }, app)
  await page.getByTestId('save-report').click()
  await page.getByTestId('report').waitFor()
  await evenOut(page)
  await album.take({ name: '50-report', ...signedIn }, app)

  simulator.pause()
  await desktop.keychain.lock()
  await page.getByRole('button', { name: 'Look again' }).click()
  await looked.waitFor()
  await evenOut(page)
  await album.take({ name: '51-much-wrong', ...signedIn }, app)
  simulator.resume()
  await desktop.keychain.unlock()
}

/** What differs from run to run, of what is in sight. */
const evenOut = (page: Page) =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const node = texts.currentNode
      const before = node.nodeValue ?? ''
      const after = before
        .replace(/Linux\s\d\S*/, 'Linux\u00a06.1.0')
        .replace(/Simulator CA \w+, throw-away/, 'Example Filter')
      if (after !== before) node.nodeValue = after
    }
  })
