import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { control } from './deb.mjs'
import { readArguments } from './arguments.mjs'
import { installScript, packageInfo } from './pacman.mjs'
import { spec } from './rpm.mjs'
import { stage } from './stage.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-fpm-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** @type {import('./arguments.mjs').Wanted} */
const wanted = {
  type: 'deb',
  file: '/latchkey.deb',
  compression: 'gz',
  mappings: [],
  name: 'latchkey',
  version: '1.0.0~development',
  architecture: 'amd64',
  maintainer: 'Somebody <somebody@example.org>',
  vendor: 'Somebody',
  url: 'https://example.org',
  license: 'MIT',
  category: 'utils',
  synopsis: '100% quiet',
  paragraphs: ['One.', '', 'Two.'],
  dependencies: ['libnss3', 'libasound2t64 | libasound2'],
  recommended: ['iproute2'],
  tags: ['Recommends: iproute'],
  owned: ['/opt/Latchkey'],
}

test('a deb says what it needs, and has no empty fields', () => {
  expect(control(wanted, 2049)).toBe(
    [
      'Package: latchkey',
      'Version: 1.0.0~development',
      'Architecture: amd64',
      'Maintainer: Somebody <somebody@example.org>',
      'Installed-Size: 3',
      'Depends: libnss3, libasound2t64 | libasound2',
      'Recommends: iproute2',
      'Section: utils',
      'Priority: optional',
      'Homepage: https://example.org',
      'Description: 100% quiet',
      ' One.',
      ' .',
      ' Two.',
      '',
    ].join('\n'),
  )
})

test('an rpm owns its own folders only, and no percent sign becomes a macro', () => {
  const script = join(folder, 'after')
  writeFileSync(script, '#!/bin/sh\necho 100%done\n')
  const staged = {
    root: '/stage',
    files: ['opt/Latchkey/a', 'usr/share/b'],
    folders: ['opt', 'opt/Latchkey', 'opt/Latchkey/resources', 'opt/Latchkey 2', 'usr'],
  }
  const lines = spec({ ...wanted, afterRemove: script }, staged).split('\n')
  expect(lines.filter(line => /^%|^Summary|^Requires|^Recommends|"|done/.test(line))).toEqual([
    'Summary: 100%% quiet',
    'Requires: libnss3',
    'Requires: libasound2t64 | libasound2',
    'Recommends: iproute',
    '%description',
    '%install',
    '%files',
    '%defattr(-,root,root,-)',
    '%dir "/opt/Latchkey"',
    '%dir "/opt/Latchkey/resources"',
    '"/opt/Latchkey/a"',
    '"/usr/share/b"',
    '%postun',
    'echo 100%%done',
  ])
})

test('a pacman package names its architecture in its own way', () => {
  expect(packageInfo(wanted, 2049, 7).split('\n')).toEqual(
    expect.arrayContaining([
      'pkgver = 1.0.0~development-1',
      'size = 2049',
      'builddate = 7',
      'arch = x86_64',
      'optdepend = iproute2',
    ]),
  )
})

test('runs what it is told to, and takes folders for its own only then, as fpm does', () => {
  const script = join(folder, 'installed')
  writeFileSync(script, '#!/bin/sh\necho installed\n')
  const plain = readArguments(['--after-install', script])
  expect([installScript(plain), plain.owned]).toEqual(['post_install() {\n:\necho installed\n\n}\n', []])
  expect(readArguments(['--directories', '/opt/Latchkey']).owned).toEqual(['/opt/Latchkey'])
})

test('files get the modes of a package, whatever they were, and links stay links', () => {
  mkdirSync(join(folder, 'from', 'inner'), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'from', 'inner', 'program'), 'abc', { mode: 0o700 })
  writeFileSync(join(folder, 'from', 'helper'), 'f')
  chmodSync(join(folder, 'from', 'helper'), 0o4711)
  writeFileSync(join(folder, 'icon.png'), 'de', { mode: 0o600 })
  symlinkSync('/opt/App/program', join(folder, 'command'))
  const root = join(folder, 'root')
  const staged = stage(root, [
    { from: join(folder, 'from/'), to: '/opt/App' },
    { from: join(folder, 'icon.png'), to: '/usr/icon.png' },
    { from: join(folder, 'command'), to: '/usr/bin/app' },
  ])
  expect(staged).toEqual({
    files: ['opt/App/helper', 'opt/App/inner/program', 'usr/bin/app', 'usr/icon.png'],
    folders: ['opt', 'opt/App', 'opt/App/inner', 'usr', 'usr/bin'],
    bytes: 6,
  })
  const mode = (/** @type {string} */ path) => (statSync(join(root, path)).mode & 0o7777).toString(8)
  const paths = ['opt/App/inner', 'opt/App/inner/program', 'opt/App/helper', 'usr/icon.png']
  expect(paths.map(mode)).toEqual(['755', '755', '4755', '644'])
  expect(readlinkSync(join(root, 'usr/bin/app'))).toBe('/opt/App/program')
})
