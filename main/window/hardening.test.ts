import { expect, it, vi } from 'vitest'
import { harden, hardenSession } from './hardening.ts'

const created = vi.hoisted(() => ({
  listeners: [] as Array<(event: unknown, contents: unknown) => void>,
}))

vi.mock('electron', () => ({
  app: {
    on(event: string, listener: () => void) {
      if (event === 'web-contents-created') created.listeners.push(listener)
    },
  },
}))

it('keeps every page where it is, and alone', () => {
  const prevented: string[] = []
  let openWindow: ((details: { url: string }) => unknown) | undefined
  const contents = {
    on: (event: string, listener: (navigation: unknown) => void) =>
      listener({ preventDefault: () => prevented.push(event) }),
    setWindowOpenHandler: (handler: typeof openWindow) => void (openWindow = handler),
  }
  harden()
  for (const listener of created.listeners) listener({}, contents)
  expect({
    prevented,
    opened: openWindow?.({ url: 'https://plex.tv/' }),
  }).toEqual({
    prevented: ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'],
    opened: { action: 'deny' },
  })
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
    setSpellCheckerEnabled: (enabled: boolean) => (answers['spelling'] = enabled),
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
    spelling: false,
    allowed: ['app://latchkey/index.html'],
  })
})
