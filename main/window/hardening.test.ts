import { expect, it, vi } from 'vitest'
import { harden, hardenSession } from './hardening.ts'

const created = vi.hoisted(() => ({
  contents: [] as Array<(event: unknown, contents: unknown) => void>,
  sessions: [] as Array<(session: unknown) => void>,
  switches: {} as Record<string, string>,
  certificates: [] as Array<(...asked: unknown[]) => void>,
}))

vi.mock('electron', () => ({
  app: {
    commandLine: { appendSwitch: (name: string, value: string) => void (created.switches[name] = value) },
    on(event: string, listener: () => void) {
      if (event === 'web-contents-created') created.contents.push(listener)
      if (event === 'session-created') created.sessions.push(listener)
      if (event === 'select-client-certificate') created.certificates.push(listener)
    },
  },
}))

it('keeps every page where it is, and alone', () => {
  const prevented: string[] = []
  const webRtc: string[] = []
  let silent = false
  let openWindow: ((details: { url: string }) => unknown) | undefined
  const contents = {
    on: (event: string, listener: (navigation: unknown) => void) =>
      listener({ preventDefault: () => prevented.push(event) }),
    setWindowOpenHandler: (handler: typeof openWindow) => void (openWindow = handler),
    setWebRTCIPHandlingPolicy: (policy: string) => void webRtc.push(policy),
    setAudioMuted: (muted: boolean) => void (silent = muted),
  }
  harden()
  for (const listener of created.contents) listener({}, contents)
  expect({
    prevented,
    webRtc,
    silent,
    switches: created.switches,
    opened: openWindow?.({ url: 'https://plex.tv/' }),
  }).toEqual({
    prevented: [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'content-bounds-updated',
      'will-prevent-unload',
    ],
    webRtc: ['disable_non_proxied_udp'],
    silent: true,
    switches: {
      'blink-settings':
        'dnsPrefetchingEnabled=false,javaScriptCanAccessClipboard=false,DOMPasteAllowed=false',
    },
    opened: { action: 'deny' },
  })
})

it('shows no certificate of the person to anybody', () => {
  const given: unknown[][] = []
  let prevented = 0
  for (const asked of created.certificates) {
    const event = { preventDefault: () => prevented++ }
    asked(event, {}, 'https://plex.tv/', [{ subjectName: 'Ada' }], (...chosen: unknown[]) =>
      given.push(chosen),
    )
  }
  expect({ given, prevented }).toEqual({ given: [[]], prevented: 1 })
})

it('checks the spelling of no language in any session', () => {
  const languages: unknown[] = []
  for (const listener of created.sessions)
    listener({ setSpellCheckerLanguages: (set: unknown) => void languages.push(set) })
  expect(languages).toEqual([[]])
})

it('gives a page no permission, no device and no request but for its own files', () => {
  const answers: Record<string, unknown> = {}
  const urls = [
    'app://latchkey/index.html',
    'app://latchkey.example/index.html',
    'app://other/index.html',
    'https://plex.tv/api/v2/user',
    'file:///etc/passwd',
    'data:text/html,x',
    'ws://127.0.0.1/',
  ]
  hardenSession({
    setPermissionRequestHandler: (handler: (...asked: unknown[]) => void) =>
      handler({}, 'media', (granted: boolean) => (answers['request'] = granted)),
    setPermissionCheckHandler: (handler: () => boolean) => (answers['check'] = handler()),
    setDevicePermissionHandler: (handler: () => boolean) => (answers['device'] = handler()),
    on: (event: string, listener: (download: unknown) => void) =>
      listener({ preventDefault: () => (answers[event] = false) }),
    setProxy: (proxy: unknown) => (answers['proxy'] = proxy),
    webRequest: {
      onBeforeRequest(
        listener: (details: { url: string }, answer: (verdict: { cancel: boolean }) => void) => void,
      ) {
        answers['allowed'] = urls.filter(url => {
          let allowed = false
          listener({ url }, ({ cancel }) => (allowed = !cancel))
          return allowed
        })
      },
    },
  } as never)
  expect(answers).toEqual({
    request: false,
    check: false,
    device: false,
    'will-download': false,
    proxy: {
      mode: 'fixed_servers',
      proxyRules: 'socks5://255.255.255.255:9',
      proxyBypassRules: '<-loopback>',
    },
    allowed: ['app://latchkey/index.html'],
  })
})
