import { expect, test } from 'vitest'
import { productSources as sources, readSource } from './product-source.mjs'

const filesNaming = (/** @type {RegExp} */ pattern) => sources.filter(file => pattern.test(readSource(file)))

test('the sources are found', () => {
  expect(sources).toContain('main/index.ts')
  expect(sources).toContain('renderer/index.html')
})

test.each([
  ['weakens the page', /webSecurity|allowRunningInsecureContent|experimentalFeatures|[eE]nableBlinkFeatures/],
  [
    'gives Node to a page',
    /nodeIntegrationIn(Worker|SubFrames)|nodeIntegration: true|contextIsolation: false/,
  ],
  ['leaves the sandbox', /--no-sandbox|(append|remove)Switch\([^)]*sandbox|sandbox: false/],
  ['answers for certificates', /['"]certificate-error['"]|rejectUnauthorized|NODE_TLS_/],
  ['reports crashes', /crashReporter/],
  ['keeps secrets anywhere but in the keychain', /safeStorage|localStorage|sessionStorage|indexedDB/],
  [
    'runs text as code or markup',
    /\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
  ],
  ['registers a scheme with the system', /setAsDefaultProtocolClient/],
])('nothing %s', (_what, pattern) => {
  expect(filesNaming(pattern)).toEqual([])
})

test.each([
  ['the boundary is crossed', /\bipcMain\b|\bipcRenderer\b|\bcontextBridge\b/, ['preload/index.ts']],
  ['commands are served', /\.ipc\.(handle|on)\(/, ['main/ipc/serve.ts']],
  ['a browser is opened', /openExternal|xdg-open/, ['main/open-page.ts']],
  // Its own test shows that it only looks.
  ['certificates are seen', /setCertificateVerifyProc/, ['main/plex/certificate-issuer.ts']],
  ['the keychain is touched', /['"]keytar['"]/, ['main/vault/keytar.ts']],
])('%s in one place', (_what, pattern, places) => {
  expect(filesNaming(pattern)).toEqual(places)
})
