import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { afterExtract, afterPack, beforeBuild } from './hooks.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-hooks-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** @param {string} path @param {string | Buffer} contents */
function write(path, contents = '') {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), contents)
}

const helper = 'chrome-sandbox'
const addon = 'resources/app.asar.unpacked/node_modules/keytar/build/Release/keytar.node'

function context({ platform = 'linux', version = '0.1.0' } = {}) {
  return {
    appOutDir: folder,
    electronPlatformName: platform,
    packager: {
      getResourcesDir: (/** @type {string} */ out) => join(out, 'resources'),
      appInfo: { version },
      config: { electronVersion: '33.2.1' },
    },
  }
}

function files() {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

test('electron-builder is told to leave node_modules alone', () => {
  expect(beforeBuild()).toBe(false)
})

test('what a runtime brings that is not for an app is removed, be it a file or a folder', () => {
  write('Latchkey')
  write('version')
  write('resources/default_app.asar/main.js')
  write('resources/app-update.yml')
  afterExtract(context())
  expect(files()).toEqual(['Latchkey'])
})

describe('keytar', () => {
  beforeEach(() => write(helper))

  const binaries = {
    linux: Buffer.from('7f454c4602', 'hex'),
    darwin: Buffer.from('cffaedfe0c', 'hex'),
    win32: Buffer.from('4d5a900003', 'hex'),
  }

  test.each(Object.keys(binaries))('built for %s is taken there and nowhere else', platform => {
    for (const [builtFor, contents] of Object.entries(binaries)) {
      write(addon, contents)
      const pack = () => afterPack(context({ platform }))
      if (builtFor === platform) expect(pack).not.toThrow()
      else expect(pack).toThrow(new Error(`keytar.node in the package was not built for ${platform}`))
    }
  })

  test('built for both processors of macOS is taken there', () => {
    write(addon, Buffer.from('cafebabe00', 'hex'))
    expect(() => afterPack(context({ platform: 'darwin' }))).not.toThrow()
  })

  test('that is missing fails the package', () => {
    expect(() => afterPack(context())).toThrow(
      new Error('keytar.node is not in the package: use npm run package, which gets it'),
    )
  })
})

test('the sandbox helper is setuid on Linux, and nowhere else is one looked for', () => {
  write(helper)
  write(addon, Buffer.from('7f454c4602', 'hex'))
  afterPack(context())
  expect((statSync(join(folder, helper)).mode & 0o7777).toString(8)).toBe('4755')
  rmSync(join(folder, helper))
  write(addon, Buffer.from('4d5a900003', 'hex'))
  expect(() => afterPack(context({ platform: 'win32' }))).not.toThrow()
})

describe('the mark', () => {
  beforeEach(() => {
    write(helper)
    write(addon, Buffer.from('7f454c4602', 'hex'))
  })

  test('is not in a package for release', () => {
    afterPack(context())
    expect(files()).toEqual([helper, addon])
  })

  test('says in a development package what it runs on and what to do', () => {
    afterPack(context({ version: '0.1.0-development' }))
    expect(files()).toEqual(['NOT FOR RELEASE.txt', helper, addon])
    const notice = readFileSync(join(folder, 'NOT FOR RELEASE.txt'), 'utf8')
    expect(notice).toMatch(/^NOT FOR RELEASE\n/)
    expect(notice).toContain('Latchkey 0.1.0-development')
    expect(notice).toContain('Electron 33.2.1')
    expect(notice).toContain('ELECTRON_MIRROR')
  })
})
