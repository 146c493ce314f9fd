import { openOnCode } from '../world/open-window.ts'
import { watchHosts } from '../world/requests.ts'
import { expect, test } from '../world/test.ts'

const elsewhere = 'https://elsewhere.example.com'

test('stops every way to bring something into the page, each by its own rule', async ({ app, person }) => {
  const window = await openOnCode(app, person)
  const blocked = await window.evaluate(async to => {
    const violations: string[] = []
    let heard = () => {}
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      violations.push(effectiveDirective)
      heard()
    })
    const put = (name: string, fields: Readonly<Record<string, string>>, content = '') => {
      const element = document.createElement(name)
      Object.assign(element, fields)
      if (content !== '') element.append(content)
      document.body.append(element)
      return element
    }
    const ways: Readonly<Record<string, () => unknown>> = {
      'inline script': () => put('script', {}, 'globalThis.ran = true'),
      'script attribute': () => document.body.setAttribute('onclick', 'globalThis.ran = true'),
      // oxlint-disable-next-line no-implied-eval, no-new-func
      'function of text': () => new Function('globalThis.ran = true')(),
      'script from elsewhere': () => put('script', { src: `${to}/a.js` }),
      worker: () => new Worker(`${location.origin}/index.js`),
      'inline style': () => put('style', {}, 'body { display: none }'),
      'style attribute': () => document.body.setAttribute('style', 'display: none'),
      'style from elsewhere': () => put('link', { rel: 'stylesheet', href: `${to}/a.css` }),
      'image from elsewhere': () => put('img', { src: `${to}/a.png` }),
      'image of data': () => put('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }),
      'font from elsewhere': () => new FontFace('a', `url(${to}/a.woff2)`).load().catch(() => undefined),
      'video from elsewhere': () => put('video', { src: `${to}/a.mp4` }),
      'frame from elsewhere': () => put('iframe', { src: to }),
      'frame of our own': () => put('iframe', { src: location.href }),
      object: () => put('object', { data: `${to}/a.pdf` }),
      request: () => fetch(to).catch(() => undefined),
      beacon: () => navigator.sendBeacon(to),
      socket: () => new WebSocket(to.replace('https', 'wss')),
      events: () => new EventSource(to),
      prefetch: () => put('link', { rel: 'prefetch', href: to }),
      base: () => put('base', { href: to }),
    }
    const outcome: Record<string, string> = {}
    for (const [name, way] of Object.entries(ways)) {
      violations.length = 0
      const answer = new Promise<void>(resolve => (heard = resolve))
      try {
        await way()
      } catch {
        // The violation says which rule it was.
      }
      // One that is not stopped leaves its line empty.
      await Promise.race([answer, new Promise(resolve => setTimeout(resolve, 2_000))])
      outcome[name] = violations[0] ?? ''
    }
    return { outcome, ran: 'ran' in globalThis, shown: getComputedStyle(document.body).display !== 'none' }
  }, elsewhere)
  expect(blocked).toEqual({
    outcome: {
      'inline script': 'require-trusted-types-for',
      'script attribute': 'require-trusted-types-for',
      'function of text': 'require-trusted-types-for',
      'script from elsewhere': 'require-trusted-types-for',
      worker: 'require-trusted-types-for',
      'inline style': 'style-src-elem',
      'style attribute': 'style-src-attr',
      'style from elsewhere': 'style-src-elem',
      'image from elsewhere': 'img-src',
      'image of data': 'img-src',
      'font from elsewhere': 'font-src',
      'video from elsewhere': 'media-src',
      'frame from elsewhere': 'frame-src',
      'frame of our own': 'frame-src',
      object: 'require-trusted-types-for',
      request: 'connect-src',
      beacon: 'connect-src',
      socket: 'connect-src',
      events: 'connect-src',
      prefetch: 'default-src',
      base: 'base-uri',
    },
    ran: false,
    shown: true,
  })
})

test('asks for plex.tv and for no other host in a whole sign-in, window and all', async ({
  launch,
  tray,
  person,
  desktop,
  simulator,
}) => {
  const app = await launch()
  await tray.offersSignIn()
  const hosts = await watchHosts(app, desktop.home)
  await person.signIn()
  const window = await app.window()
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  await window.reload()
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  expect(await hosts.end()).toEqual([`https://127.0.0.1:${simulator.port}`, 'plex.tv'].toSorted())
})

test('is in a session that loads its own files and keeps nothing', async ({ app, person }) => {
  await person.signIn()
  const window = await app.window()
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  await app.electron.evaluate(({ session }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    const { webRequest } = session.fromPartition('window', { cache: false })
    webRequest.onSendHeaders(({ url }) => void asked.push(url))
    webRequest.onErrorOccurred(({ url }) => void asked.push(url))
  })
  await window.reload()
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  const kept = await window.evaluate(async () => {
    const places = {
      local: () => localStorage,
      session: () => sessionStorage,
      databases: () => indexedDB.databases(),
      caches: () => caches.keys(),
      files: () => navigator.storage.getDirectory(),
      cookie: () => document.cookie,
    }
    const answers = Object.entries(places).map(async ([name, look]) => {
      try {
        return [name, JSON.stringify(await look())]
      } catch (error) {
        return [name, (error as Error).name]
      }
    })
    return Object.fromEntries(await Promise.all(answers)) as Record<string, string>
  })
  const own = await app.electron.evaluate(async ({ session }) => {
    const of = session.fromPartition('window', { cache: false })
    const { asked } = globalThis as unknown as { asked: string[] }
    return { asked, persistent: of.isPersistent(), cookies: await of.cookies.get({}) }
  })
  expect({ ...own, asked: [...new Set(own.asked.map(url => url.split('/', 3).join('/')))] }).toEqual({
    asked: ['app://latchkey'],
    persistent: false,
    cookies: [],
  })
  expect(new Set(Object.values(kept))).toEqual(new Set(['SecurityError']))
})

test('serves its own files and nothing beside them, however the address is written', async ({
  app,
  person,
}) => {
  await openOnCode(app, person)
  const answers = await app.electron.evaluate(async ({ session }) => {
    const own = session.fromPartition('window', { cache: false })
    const addresses = [
      'app://latchkey/index.html?a#b',
      'app://LATCHKEY/index.html',
      'app://latchkey/../main.cjs',
      'app://latchkey/%2e%2e/main.cjs',
      'app://latchkey/..%2fmain.cjs',
      'app://latchkey/..%5cmain.cjs',
      'app://latchkey/..\\main.cjs',
      'app://latchkey//etc/passwd',
      'app://latchkey/%2fetc%2fpasswd',
      'app://latchkey/file:///etc/passwd',
      'app://latchkey/index.html%00.js',
      'app://latchkey/INDEX.HTML',
      'app://latchkey/',
      'app://other/index.html',
      'app://latchkey.example.com/index.html',
    ]
    return Promise.all(
      addresses.map(async address => {
        const answer = await own.fetch(address)
        return [address, answer.status, (await answer.text()).startsWith('<!doctype html>')] as const
      }),
    )
  })
  expect(answers.filter(([, status, page]) => status !== 404 || page)).toEqual([
    ['app://latchkey/index.html?a#b', 200, true],
    ['app://LATCHKEY/index.html', 200, true],
  ])
})

test('is refused whatever a page can ask for', async ({ launch, tray, person }) => {
  // Without any the answer would be that there is none.
  const app = await launch({ runtimeArguments: ['--use-fake-device-for-media-stream'] })
  await tray.offersSignIn()
  const window = await openOnCode(app, person)
  const answers = await window.evaluate(async () => {
    const name = (work: () => Promise<unknown>) => work().then(String, (error: Error) => error.name)
    type Chooser = Record<string, (wanted: unknown) => Promise<unknown>>
    const { hid, usb, serial } = navigator as unknown as Record<'hid' | 'usb' | 'serial', Chooser>
    const place = () =>
      new Promise((done, failed) =>
        navigator.geolocation.getCurrentPosition(done, ({ code }) => failed({ name: `code ${code}` })),
      )
    return {
      camera: await name(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await name(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await name(() => navigator.mediaDevices.getDisplayMedia()),
      notifications: await name(() => Notification.requestPermission()),
      reading: await name(() => navigator.clipboard.readText()),
      writing: await name(() => navigator.clipboard.writeText('a')),
      place: await name(place),
      midi: await name(() => navigator.requestMIDIAccess({ sysex: true })),
      hid: await name(() => hid['requestDevice']!({ filters: [] })),
      usb: await name(() => usb['requestDevice']!({ filters: [] })),
      serial: await name(() => serial['requestPort']!({})),
    }
  })
  expect(answers).toEqual({
    camera: 'SecurityError',
    microphone: 'SecurityError',
    screen: 'NotAllowedError',
    notifications: 'denied',
    reading: 'NotAllowedError',
    writing: 'NotAllowedError',
    place: 'code 1',
    midi: 'SecurityError',
    hid: 'SecurityError',
    usb: 'SecurityError',
    serial: 'SecurityError',
  })
})

test('takes no file and no address that is dropped on it', async ({ app, person, desktop, simulator }) => {
  const window = await openOnCode(app, person)
  const protocol = await window.context().newCDPSession(window)
  for (const data of [
    { items: [], files: [`${desktop.home}/tmp/ca.pem`] },
    { items: [{ mimeType: 'text/uri-list', data: 'https://plex.tv/' }] },
    { items: [{ mimeType: 'text/html', data: '<img src=x onerror=alert(1)>' }] },
  ]) {
    const dropped = { x: 100, y: 100, data: { ...data, dragOperationsMask: 1 } }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await protocol.send('Input.dispatchDragEvent', { ...dropped, type })
    }
  }
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  )
  expect(windows).toEqual(['app://latchkey/index.html'])
  await expect(window.getByTestId('link-code')).toHaveText(simulator.latestPin()!.code)
})

test('attaches no webview', async ({ app, person }) => {
  const window = await openOnCode(app, person)
  const known = await window.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://plex.tv/')
    document.body.append(view)
    // An element of that name without a meaning attaches nothing, however long one waits.
    return customElements.get('webview') !== undefined
  })
  const contents = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map(each => each.getType()),
  )
  expect({ known, contents }).toEqual({ known: false, contents: ['window'] })
})
