import { app, type Session } from 'electron'
import { ORIGIN } from './page.ts'

/**
 * TCP has no broadcast (RFC 1122, 4.2.3.10): a connection there fails before anything is sent. HAZARD: without the rule
 * Chromium leaves out of a proxy what is on this computer and on the link.
 */
const NOWHERE = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://255.255.255.255:9',
  proxyBypassRules: '<-loopback>',
} as const

/** What a page may do by itself where Electron lets it: have names looked up, and use the clipboard. */
const POWERS = ['dnsPrefetchingEnabled', 'javaScriptCanAccessClipboard', 'DOMPasteAllowed']

/** Rules for every page there will ever be. Its sandbox is on by default and named again in the window's options. */
export function harden() {
  // HAZARD: Chromium takes this at each change of what a page is given, and only from the command line.
  app.commandLine.appendSwitch('blink-settings', POWERS.map(power => `${power}=false`).join())
  app.on('web-contents-created', (_created, contents) => {
    // SECURITY: the one page never leaves its address, opens no other and embeds nothing.
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      contents.on(event as 'will-navigate', navigation => navigation.preventDefault())
    }
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', attaching => attaching.preventDefault())
    // SECURITY: nor does it move its window, keep it open or make a sound.
    contents.on('content-bounds-updated', moving => moving.preventDefault())
    contents.on('will-prevent-unload', staying => staying.preventDefault())
    contents.setAudioMuted(true)
    // SECURITY: no policy of a page covers WebRTC. With this it has no UDP, and its TCP goes by the session's proxy.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
  // SECURITY: Chromium would show a server the first certificate of the person that fits.
  app.on('select-client-certificate', (asked, _contents, _url, _list, answer) => {
    asked.preventDefault()
    answer()
  })
  // Every session has a spelling checker that fetches its dictionaries from Google, even when it is switched off. One
  // without languages has none to fetch.
  app.on('session-created', session => session.setSpellCheckerLanguages([]))
}

/** Rules for the session of the window: no permissions, no devices, no requests but for its own files. */
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
  // SECURITY: what is not of the page's own scheme, and passes by the filter above as WebRTC does, is told that there is no way.
  void session.setProxy(NOWHERE)
}
