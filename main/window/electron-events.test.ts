import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const typings = readFileSync('node_modules/electron/electron.d.ts', 'utf8')

/** The events of a class of Electron, of the version that is pinned. */
function eventsOf(name: string): readonly string[] {
  const [, after = ''] = typings.split(`\n  class ${name} `)
  const [body = ''] = after.split('\n  }\n')
  return [...new Set(Array.from(body.matchAll(/^    on\(event: '([a-z-]+)'/gm), ([, event = '']) => event))]
}

/** What comes of each: somebody has decided it, so that an event of a newer Electron turns this red until it is decided. */
const decided = {
  WebContents: {
    refused: `content-bounds-updated select-client-certificate will-attach-webview will-frame-navigate will-navigate
      will-prevent-unload will-redirect page-title-updated`,
    // Nobody listens, which is a no; nor can a page of an origin of its own ask.
    unasked: `certificate-error login select-bluetooth-device`,
    heard: `input-event preload-error render-process-gone did-fail-load did-finish-load unresponsive responsive`,
    told: `audio-state-changed before-input-event before-mouse-event blur bounds-changed console-message context-menu
      cursor-changed destroyed devtools-closed devtools-focused devtools-open-url devtools-opened devtools-reload-page
      devtools-search-query did-attach-webview did-change-theme-color did-create-window
      did-fail-provisional-load did-frame-finish-load did-frame-navigate did-navigate did-navigate-in-page
      did-redirect-navigation did-start-loading did-start-navigation did-stop-loading dom-ready enter-html-full-screen
      focus found-in-page frame-created ipc-message ipc-message-sync isolated-world-created leave-html-full-screen
      media-paused media-started-playing page-favicon-updated paint preferred-size-changed update-target-url zoom-changed`,
  },
  Session: {
    refused: `will-download`,
    unasked: `file-system-access-restricted select-hid-device select-serial-port select-usb-device select-webauthn-account
      select-webauthn-authenticator`,
    heard: '',
    told: `extension-loaded extension-ready extension-unloaded hid-device-added hid-device-removed hid-device-revoked
      preconnect serial-port-added serial-port-removed serial-port-revoked spellcheck-dictionary-download-begin
      spellcheck-dictionary-download-failure spellcheck-dictionary-download-success
      spellcheck-dictionary-initialized usb-device-added usb-device-removed usb-device-revoked`,
  },
} as const

const words = (text: string) => text.split(/\s+/).filter(word => word !== '')

it.each(Object.entries(decided))('knows what comes of every event of %s', (name, kinds) => {
  const known = new Set(Object.values(kinds).flatMap(words))
  const there = eventsOf(name)
  expect(there.length).toBeGreaterThan(20)
  expect(there.filter(event => !known.has(event))).toEqual([])
})

it.each(Object.entries(decided))(
  'refuses in the source what it says it refuses of %s',
  (_name, { refused }) => {
    const sources = ['hardening.ts', 'own-window.ts']
      .map(file => readFileSync(`main/window/${file}`, 'utf8'))
      .join('')
    expect(words(refused).filter(event => !sources.includes(`'${event}'`))).toEqual([])
  },
)
