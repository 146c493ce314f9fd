import { app, type Session } from 'electron'
import { ORIGIN } from './page.ts'

/** Rules for every page there will ever be. Its sandbox is on by default and named again in the window's options. */
export function harden() {
  app.on('web-contents-created', (_created, contents) => {
    // SECURITY: the one page never leaves its address, opens no other and embeds nothing.
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      contents.on(event as 'will-navigate', navigation => navigation.preventDefault())
    }
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', attaching => attaching.preventDefault())
  })
}

/** Rules for the session of the window: no permissions, no devices, no requests but for its own files. */
export function hardenSession(session: Session) {
  // SECURITY: without handlers Electron approves.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = url.startsWith(`${ORIGIN}/`) || url.startsWith('devtools:')
    answer({ cancel: !own })
  })
  session.setSpellCheckerEnabled(false)
}
