import { runInPage } from '../world/in-page.ts'
import { openWindow } from '../world/open-window.ts'
import { expect, test } from '../world/test.ts'
import { type Holder, unreviewed } from '../world/window-names.ts'

/** What a page may try to have opened, shown, written or done, and what comes of each. Run in the page. */
async function tryPowers() {
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
  /** What TypeScript does not know that Chromium has. */
  type Anything = { readonly [name: string]: Anything } & ((...given: unknown[]) => Anything) &
    (new (...given: unknown[]) => Anything)
  const own = globalThis as unknown as Anything
  const put = (name: string, attributes: Readonly<Record<string, string>>, content = 'x') => {
    const element = document.createElement(name)
    for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, value)
    element.append(content)
    document.body.append(element)
    return element as HTMLElement & HTMLInputElement & HTMLFormElement & HTMLTextAreaElement
  }
  const blob = () => URL.createObjectURL(new Blob(['x']))
  const powers: Readonly<Record<string, () => unknown>> = {
    'download of data': () => put('a', { href: 'data:text/plain,x', download: 'evil.desktop' }).click(),
    'download of a blob': () => put('a', { href: blob(), download: 'evil.desktop' }).click(),
    'download of our own': () =>
      put('a', { href: 'app://latchkey/index.js', download: 'evil.desktop' }).click(),
    'address of data': () => void (location.href = 'data:application/octet-stream,x'),
    'save dialog': () => own['showSaveFilePicker']!(),
    'open dialog': () => own['showOpenFilePicker']!(),
    'folder dialog': () => own['showDirectoryPicker']!(),
    print: () => own['print']!(),
    'print by a command': () => document.execCommand('print'),
    alert: () => own['alert']!('a'),
    confirm: () => own['confirm']!('a'),
    prompt: () => own['prompt']!('a'),
    fullscreen: () => document.body.requestFullscreen(),
    'pointer lock': () => document.body.requestPointerLock(),
    'keyboard lock': () => own['navigator']!['keyboard']!['lock']!(),
    'window in front': () => own['documentPictureInPicture']!['requestWindow']!(),
    'awake screen': () => navigator.wakeLock.request('screen'),
    'clipboard written': () => navigator.clipboard.writeText('evil'),
    'clipboard read': () => navigator.clipboard.readText(),
    'clipboard written by a command': () => {
      put('textarea', {}, 'evil').select()
      return document.execCommand('copy')
    },
    'clipboard read by a command': () => {
      put('textarea', {}).focus()
      return document.execCommand('paste')
    },
    notification: () => Notification.requestPermission(),
    'new window': () => own['open']!('about:blank'),
    'mail program': () => void (location.href = 'mailto:a@example.com'),
    'mail program by a window': () => own['open']!('mailto:a@example.com'),
    'mail program by a link': () => put('a', { href: 'mailto:a@example.com', target: '_blank' }).click(),
    'mail program by a frame': () => void put('iframe', { src: 'mailto:a@example.com' }),
    'mail program by a form': () => put('form', { action: 'mailto:a@example.com' }).submit(),
    'another program': () => void (location.href = 'steam://run/1'),
    'handler of addresses': () => navigator.registerProtocolHandler('mailto', 'app://latchkey/%s'),
    'place of the window': () => own['moveTo']!(0, 0),
    'size of the window': () => own['resizeTo']!(1_000, 900),
    'title of the window': () => void (document.title = 'evil'),
    focus: () => own['focus']!(),
    badge: () => own['navigator']!['setAppBadge'] as unknown,
    speech: () => own['speechSynthesis'] as unknown,
    WebRTC: () => (own['RTCPeerConnection'] ?? own['webkitRTCPeerConnection']) as unknown,
    'colour from the screen': () => new own['EyeDropper']!()['open']!(),
    'colour dialog': () => put('input', { type: 'color' }).showPicker(),
    screen: () => navigator.mediaDevices.getDisplayMedia(),
    usb: () => own['navigator']!['usb']!['requestDevice']!({ filters: [] }),
    hid: () => own['navigator']!['hid']!['requestDevice']!({ filters: [] }),
    serial: () => own['navigator']!['serial']!['requestPort']!(),
    midi: () => navigator.requestMIDIAccess(),
    idleness: () => own['IdleDetector']!['requestPermission']!(),
    screens: () => own['getScreenDetails']!(),
    place: () => new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed)),
    sensor: () =>
      new Promise((done, failed) => {
        const sensor = new own['Accelerometer']!() as Anything & { onreading: unknown; onerror: unknown }
        sensor.onreading = done
        sensor.onerror = ({ error }: { error: Error }) => failed(error)
        sensor['start']!()
      }),
    'games controllers': () => navigator.getGamepads(),
    passwords: () => navigator.credentials.get({ password: true } as CredentialRequestOptions),
    passkey: () => {
      const user = { id: new Uint8Array(8), name: 'a', displayName: 'a' }
      const pubKeyCredParams = [{ type: 'public-key' as const, alg: -7 }]
      return navigator.credentials.create({
        publicKey: { challenge: new Uint8Array(16), rp: { name: 'a' }, user, pubKeyCredParams },
      })
    },
    worker: () => new Worker(blob()),
    'service worker': () => navigator.serviceWorker.register('index.js'),
  }
  const outcomes: Record<string, string> = {}
  for (const [name, power] of Object.entries(powers)) {
    try {
      outcomes[name] = String(await Promise.race([power(), pause(5_000).then(() => 'no answer')]))
    } catch (error) {
      const { name: kind, code } = error as { name?: string; code?: number }
      outcomes[name] = kind ?? `code ${code}`
    }
  }
  // Nobody is asked whether it may be left.
  globalThis.addEventListener('beforeunload', leaving => leaving.preventDefault())
  globalThis.onbeforeunload = () => 'stay'
  return outcomes
}

/** What the page is told. Of what answers nothing, what came of it is looked at from outside. */
const outcomes: Readonly<Record<string, string>> = {
  'download of data': 'undefined',
  'download of a blob': 'undefined',
  'download of our own': 'undefined',
  'address of data': 'undefined',
  'save dialog': 'SecurityError',
  'open dialog': 'SecurityError',
  'folder dialog': 'SecurityError',
  print: 'undefined',
  'print by a command': 'false',
  alert: 'undefined',
  confirm: 'false',
  prompt: 'Error',
  fullscreen: 'TypeError',
  'pointer lock': 'SecurityError',
  'keyboard lock': 'InvalidStateError',
  'window in front': 'NotAllowedError',
  'awake screen': 'NotAllowedError',
  'clipboard written': 'NotAllowedError',
  'clipboard read': 'NotAllowedError',
  'clipboard written by a command': 'false',
  'clipboard read by a command': 'false',
  notification: 'denied',
  'new window': 'null',
  'mail program': 'undefined',
  'mail program by a window': 'null',
  'mail program by a link': 'undefined',
  'mail program by a frame': 'undefined',
  'mail program by a form': 'undefined',
  'another program': 'undefined',
  'handler of addresses': 'SecurityError',
  'place of the window': 'undefined',
  'size of the window': 'undefined',
  'title of the window': 'undefined',
  focus: 'undefined',
  badge: 'undefined',
  speech: 'undefined',
  WebRTC: 'undefined',
  'colour from the screen': 'NotAllowedError',
  'colour dialog': 'NotAllowedError',
  screen: 'NotAllowedError',
  usb: 'SecurityError',
  hid: 'SecurityError',
  serial: 'SecurityError',
  midi: 'SecurityError',
  idleness: 'NotAllowedError',
  screens: 'NotAllowedError',
  place: 'code 1',
  sensor: 'SecurityError',
  'games controllers': 'SecurityError',
  passwords: 'NotSupportedError',
  passkey: 'NotAllowedError',
  worker: 'TypeError',
  'service worker': 'SecurityError',
}

test.describe('a page that was taken over', () => {
  test('opens, shows, writes and asks nothing by itself', async ({ app, tray, desktop, notifications }) => {
    const window = await openWindow(app, tray)
    const asked: string[] = []
    window.on('dialog', dialog => {
      asked.push(dialog.type())
      // Whether the page may be left is answered by the app, at once.
      if (dialog.type() !== 'beforeunload') void dialog.dismiss()
    })
    window.on('filechooser', () => asked.push('file chooser'))
    window.on('popup', () => asked.push('window'))
    const before = await app.electron.evaluate(async ({ BrowserWindow, clipboard }) => {
      await clipboard.writeText('before')
      const [own] = BrowserWindow.getAllWindows()
      const seen: string[] = []
      const said: string[] = []
      Object.assign(globalThis, { seen, said })
      // In one parameter from Electron 35 on.
      own!.webContents.on('console-message', (event, ...more) => {
        said.push((more[1] as string | undefined) ?? event.message)
      })
      own!.webContents.session.on('will-download', () => seen.push('download'))
      for (const event of ['enter-full-screen', 'close', 'resize', 'move'] as const) {
        own!.on(event as 'move', () => seen.push(event))
      }
      return { bounds: own!.getBounds() }
    })
    const tried = await runInPage(app, tryPowers, undefined)
    expect(tried).toEqual(outcomes)
    const after = await app.electron.evaluate(async ({ BrowserWindow, clipboard, webContents }) => {
      const [own] = BrowserWindow.getAllWindows()
      const { seen, said } = globalThis as unknown as { seen: string[]; said: string[] }
      const told = (start: string) => said.filter(line => line.startsWith(start)).length
      return {
        ignored: {
          alert: told("Ignored call to 'alert()'"),
          confirm: told("Ignored call to 'confirm()'"),
          print: told("Ignored call to 'print()'"),
          forms: told('Blocked form submission'),
        },
        bounds: own!.getBounds(),
        title: own!.getTitle(),
        audible: !own!.webContents.isAudioMuted(),
        contents: webContents.getAllWebContents().length,
        clipboard: await clipboard.readText(),
        seen,
      }
    })
    const outside = { urls: await desktop.openedUrls(), notifications: notifications.all() }
    expect({ ...after, ...outside, asked }).toEqual({
      ...before,
      ignored: { alert: 1, confirm: 1, print: 2, forms: 1 },
      title: 'Latchkey',
      audible: false,
      contents: 1,
      clipboard: 'before',
      seen: [],
      asked: [],
      urls: [],
      notifications: [],
    })
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
    await app.noWindow()
  })

  test('finds nothing that nobody has looked at, and no feature that a policy can switch off', async ({
    app,
    tray,
  }) => {
    await openWindow(app, tray)
    const found = await runInPage(
      app,
      () => {
        const { featurePolicy } = document as unknown as { featurePolicy: { allowedFeatures(): string[] } }
        return {
          names: {
            window: Object.getOwnPropertyNames(globalThis),
            navigator: Object.getOwnPropertyNames(Navigator.prototype),
            document: Object.getOwnPropertyNames(Document.prototype),
          },
          allowed: featurePolicy.allowedFeatures(),
        }
      },
      null,
    )
    const unknown = Object.entries(found.names).flatMap(([holder, names]) =>
      unreviewed(holder as Holder, names),
    )
    expect({ unknown, allowed: found.allowed }).toEqual({ unknown: [], allowed: [] })
  })

  test('has one page opened for one press, and none without', async ({ app, person, desktop }) => {
    await person.signIn()
    const window = await app.window()
    await expect(window.getByText('Attic')).toBeVisible()
    const call = async (times: number) => {
      const { latchkey } = globalThis as unknown as {
        latchkey: { session: { openAuthorizedDevices(): Promise<void> } }
      }
      const answers = await Promise.allSettled(
        Array.from({ length: times }, () => latchkey.session.openAuthorizedDevices()),
      )
      return answers.filter(({ status }) => status === 'fulfilled').length
    }
    expect(await runInPage(app, call, 60)).toBe(0)
    await expect(window.getByTestId('unheard')).toHaveCount(0)
    await window.keyboard.press('a')
    expect(await runInPage(app, call, 60)).toBe(1)
    await window.mouse.move(5, 5)
    await window.mouse.wheel(0, 10)
    expect(await runInPage(app, call, 60)).toBe(0)
    await expect.poll(() => desktop.openedUrls()).toHaveLength(1)
  })

  test('has a press that it takes up too late said not to count', async ({ app, tray, simulator }) => {
    const window = await openWindow(app, tray)
    await window.evaluate(() => {
      const delay = () => {
        const since = performance.now()
        while (performance.now() - since < 1_200);
      }
      document.addEventListener('mouseup', delay, { once: true })
    })
    const start = window.getByRole('button', { name: 'Get a code' })
    await start.click()
    await expect(window.getByTestId('unheard')).toHaveText(/^That did not count/)
    expect(simulator.pins()).toEqual([])
    await start.click()
    await expect(window.getByTestId('link-code')).toBeVisible()
    await expect(window.getByTestId('unheard')).toHaveCount(0)
  })
})
