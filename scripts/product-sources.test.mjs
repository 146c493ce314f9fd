import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './paths.mjs'

/** Every source that goes into a package. */
const sources = ['common', 'main', 'preload', 'renderer'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(tsx?|html|css)$/.test(entry.name))
    .filter(entry => !/\.(test|bench|manual)\.ts$|^(samples|recorded)\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1)),
)

function filesNaming(pattern) {
  return sources.filter(file => pattern.test(readFileSync(join(root, file), 'utf8')))
}

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
  [
    'answers for certificates',
    /['"]certificate-error['"]|setCertificateVerifyProc|rejectUnauthorized|NODE_TLS_/,
  ],
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
  ['the keychain is touched', /['"]keytar['"]/, ['main/vault/keytar.ts']],
])('%s in one place', (_what, pattern, places) => {
  expect(filesNaming(pattern)).toEqual(places)
})
