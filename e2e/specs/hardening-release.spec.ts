import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { dumpedMemory } from '../world/core-dump.ts'
import { makeInspectableCopy } from '../world/inspectable-copy.ts'
import { filesHolding } from '../world/leaks.ts'
import { listeningPrograms } from '../world/listening.ts'
import { packageApp, startPackagedApp } from '../world/packaged-app.ts'
import { signal, startedWith } from '../world/processes.ts'
import { expect, test } from '../world/test.ts'

const sentinel = 'SENTINEL-token-4f1c9'

test.beforeAll('package the app', packageApp)

test('lets no debugger in and runs no code of others, whatever its environment says', async ({
  desktop,
  simulator,
  tray,
}) => {
  const mark = path.join(desktop.home, 'tmp', 'ran')
  const script = path.join(desktop.home, 'script.cjs')
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`)
  const app = await startPackagedApp(desktop, simulator.port, {
    environment: {
      NODE_OPTIONS: `--require=${script} --inspect=0`,
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_FORCE_IS_PACKAGED: 'false',
      NODE_ENV: 'development',
      SECRET_BACKEND: 'file',
      SECRET_FILE_TEST_PATH: path.join(desktop.home, 'secrets'),
      SECRET_FILE_TEST_PASSWORD: 'x',
    },
  })
  await tray.offersSignIn()
  const main = (await desktop.programs()).find(({ command }) => !/ --type=|^tee /.test(command))
  await tray.click('Sign in to Plex…')
  const { label } = await tray.waitForLabel(/^Copy code [A-Z0-9]{4}$/)
  simulator.claim(label.replace('Copy code ', ''), undefined, { token: sentinel })
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(sentinel)
  expect(await readdir(desktop.home)).not.toContain('secrets')

  expect(await listeningPrograms(desktop)).toEqual([])
  expect(app.output()).not.toMatch(/Debugger|DevTools listening/)
  expect(await readdir(path.dirname(mark))).not.toContain('ran')
  expect(await dumpedMemory(main!.id)).toBe(0)

  const told = await Promise.all((await desktop.programs()).map(({ id }) => startedWith(id)))
  expect(told.filter(text => text.includes(sentinel))).toEqual([])
  await tray.click('Quit Latchkey')
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
})

test('opens no debugger for the signal that opens that of Node', async ({ desktop, simulator, tray }) => {
  const app = await startPackagedApp(desktop, simulator.port)
  await tray.offersSignIn()
  const main = (await desktop.programs()).find(({ command }) => !/ --type=|^tee /.test(command))
  signal(main!.id, 'SIGUSR1')
  // It may end the app, as most signals do, or mean nothing to it.
  await Promise.any([app.exit(), tray.click('Quit Latchkey')])
  await app.exit()
  expect(app.output()).not.toContain('Debugger')
})

test('shows its page from the archive, to people alone', async ({ launch, person }) => {
  const app = await launch(await makeInspectableCopy())
  const { code } = await person.startSignIn()
  const window = await app.window()
  await expect(window.getByTestId('link-code')).toHaveText(code)
  const tools = await app.electron.evaluate(({ app: { isPackaged }, BrowserWindow, Menu }) => {
    const [shown] = BrowserWindow.getAllWindows()
    shown!.webContents.openDevTools()
    return { isPackaged, open: shown!.webContents.isDevToolsOpened(), menu: Menu.getApplicationMenu() }
  })
  expect(tools).toEqual({ isPackaged: true, open: false, menu: null })
})
