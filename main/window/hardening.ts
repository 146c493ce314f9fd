import { app, type Session } from 'electron'
import { ORIGIN } from './page.ts'

/**
 * TCP has no broadcast (RFC 1122, 4.2.3.10), so a connection there fails before anything is sent. HAZARD: without the
 * bypass rule Chromium uses no proxy for addresses on this computer and on the local link.
 */
const NOWHERE = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://255.255.255.255:9',
  proxyBypassRules: '<-loopback>',
} as const

/** What Electron lets a page do by itself: look up names, and use the clipboard. */
const POWERS = ['dnsPrefetchingEnabled', 'javaScriptCanAccessClipboard', 'DOMPasteAllowed']

/** Rules for every page. The sandbox is on by default, and set again in the window's options. */
export function harden() {
  // HAZARD: Chromium reads this again each time a page's settings change, and only from the command line.
  app.commandLine.appendSwitch('blink-settings', POWERS.map(power => `${power}=false`).join())
  app.on('web-contents-created', (_created, contents) => {
    // SECURITY: the one page never leaves its address, opens no other and embeds nothing.
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      contents.on(event as 'will-navigate', navigation => navigation.preventDefault())
    }
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', attaching => attaching.preventDefault())
    // SECURITY: it cannot move its window, keep it open or make a sound.
    contents.on('content-bounds-updated', moving => moving.preventDefault())
    contents.on('will-prevent-unload', staying => staying.preventDefault())
    contents.setAudioMuted(true)
    // SECURITY: no page policy covers WebRTC. With this it has no UDP, and its TCP goes through the session's proxy.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
  // SECURITY: Chromium would send a server the person's first certificate that fits.
  app.on('select-client-certificate', (asked, _contents, _url, _list, answer) => {
    asked.preventDefault()
    answer()
  })
  // Every session has a spelling checker that fetches dictionaries from Google, even when it is off. Without languages
  // there are none to fetch.
  app.on('session-created', session => session.setSpellCheckerLanguages([]))
}

/** Rules for the window's session: no permissions, no devices, no requests except for its own files. */
export function hardenSession(session: Session) {
  // SECURITY: without handlers Electron approves.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', download => download.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = url.startsWith(`${ORIGIN}/`) || url.startsWith('devtools:')
    answer({ cancel: !own })
  })
  // SECURITY: what bypasses the filter above, as WebRTC does, gets a proxy that leads nowhere.
  void session.setProxy(NOWHERE)
}
