import { ofCommands } from '../../common/names.ts'
import { openOnCode, openWindow } from '../world/open-window.ts'
import { expect, test } from '../world/test.ts'

test('gives the page the commands of the contract and nothing else', async ({ app, person }) => {
  const window = await openOnCode(app, person)
  const seen = await window.evaluate(() => ({
    bridge: Object.entries((window as unknown as { latchkey: object }).latchkey).map(
      ([subject, commands]: [string, object]) => [subject, Object.keys(commands)],
    ),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter(name => name in window),
  }))
  const subjects = Object.entries(ofCommands(name => name))
  const named = subjects.map(([subject, commands]) => [subject, Object.keys(commands)])
  expect(seen).toEqual({ bridge: [...named, ['onSnapshot', []]], node: [] })
})

test('refuses a malformed argument and goes on', async ({ app, person }) => {
  const window = await openOnCode(app, person)
  const answer = await window.evaluate(() =>
    (window as unknown as { latchkey: { app: { setLaunchAtLogin(on: string): Promise<void> } } }).latchkey.app
      .setLaunchAtLogin('yes')
      .then(
        () => 'accepted',
        (error: Error) => error.message,
      ),
  )
  expect(answer).toContain('app.setLaunchAtLogin: malformed argument')
  await expect(window.getByTestId('link-code')).toBeVisible()
})

test('runs the page in a sandbox', async ({ app, person }) => {
  await openOnCode(app, person)
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(window => {
      // At run time, but not in the types.
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, boolean> }
      const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration }
    }),
  )
  expect(preferences).toEqual([{ sandbox: true, contextIsolation: true, nodeIntegration: false }])
})

test('stays on its page, alone', async ({ app, person, simulator }) => {
  const window = await openOnCode(app, person)
  const before = window.url()
  expect(before).toBe('app://latchkey/index.html')
  for (const address of [
    'https://plex.tv/',
    'file:///etc/passwd',
    'app://latchkey/other.html',
    'data:text/html,x',
  ]) {
    await window.evaluate(to => {
      location.href = to
    }, address)
    await window.evaluate(to => void globalThis.open(to), address)
  }
  await window.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://plex.tv/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  })
  // Asked of main: a navigation that was refused leaves the page's own driver waiting for its end.
  const pages = await app.electron.evaluate(({ BrowserWindow }) =>
    Promise.all(
      BrowserWindow.getAllWindows().map(async ({ webContents }) => ({
        address: webContents.getURL(),
        code: (await webContents.executeJavaScript(
          `document.querySelector('[data-testid=link-code]').textContent`,
        )) as string,
      })),
    ),
  )
  expect(pages).toEqual([{ address: before, code: simulator.latestPin()!.code }])
})

test('reaches nothing from the page: no script, no request, no frame of anyone else', async ({
  app,
  person,
}) => {
  const window = await openOnCode(app, person)
  const outcome = await window.evaluate(async () => {
    const violated: string[] = []
    document.addEventListener('securitypolicyviolation', event => violated.push(event.effectiveDirective))
    const attempt = async (work: () => unknown) => {
      try {
        await work()
        return 'done'
      } catch (error) {
        return (error as Error).name
      }
    }
    const loaded = (element: HTMLElement & { src: string }, src: string) =>
      new Promise<string>(resolve => {
        element.onload = () => resolve('loaded')
        element.onerror = () => resolve('blocked')
        try {
          element.src = src
        } catch (error) {
          resolve((error as Error).name)
          return
        }
        document.body.append(element)
      })
    const results = {
      fetch: await attempt(() => fetch('https://plex.tv/')),
      markup: await attempt(() => (document.body.innerHTML = '<b>')),
      image: await loaded(new Image(), 'https://plex.tv/a.png'),
      script: await loaded(document.createElement('script'), 'https://plex.tv/a.js'),
      // oxlint-disable-next-line no-eval
      evaluated: await attempt(() => (0, eval)('1')),
      imported: await attempt(() => import(`https://plex.tv/${'a.js'}`)),
    }
    return { results, violated: [...new Set(violated)].sort() }
  })
  expect(outcome.results).toEqual({
    fetch: 'TypeError',
    markup: 'TypeError',
    image: 'blocked',
    script: 'TypeError',
    evaluated: 'EvalError',
    imported: 'TypeError',
  })
  expect(outcome.violated).toEqual(['connect-src', 'img-src', 'require-trusted-types-for', 'script-src-elem'])
})

test('grants no permission', async ({ app, person }) => {
  const window = await openOnCode(app, person)
  const states = await window.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi']
    const asked = names.map(name => navigator.permissions.query({ name: name as PermissionName }))
    return (await Promise.all(asked)).map(({ state }) => state)
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
})

test('shows no violation of its own policy in a whole sign-in', async ({ app, person, tray }) => {
  const window = await openWindow(app, tray)
  const complaints: string[] = []
  window.on('console', message => complaints.push(message.text()))
  window.on('pageerror', error => complaints.push(error.message))
  await window.evaluate(() =>
    document.addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective)),
  )
  await window.getByRole('button', { name: 'Get a code' }).click()
  person.approve(await window.getByTestId('link-code').innerText())
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  expect(complaints).toEqual([])
})
