import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { type AllPackages, makeAllPackages } from '../world/all-packages.ts'
import { repository } from '../world/runtime.ts'
import { expect, test } from '../world/test.ts'

const execute = promisify(execFile)
const release = path.join(repository, 'release')
let made: AllPackages = { said: '', files: {} }

async function run(command: string, ...args: string[]): Promise<string> {
  return (await execute(command, args, { cwd: repository, maxBuffer: 1 << 24 })).stdout
}

test.beforeAll('package everything', async () => {
  test.setTimeout(180_000)
  made = await makeAllPackages()
})

const file = (kind: string): string => made.files[kind] ?? `no ${kind} in release/`

/** Absolute paths of the files in a listing with a path on each line, without folders. */
const paths = (listing: string): readonly string[] =>
  listing
    .split('\n')
    .map(line => line.replace(/^\.?\//, '').replace(/^\/?/, '/'))
    .filter(line => !/^\/(\.|$)/.test(line) && !line.endsWith('/'))
    .toSorted()

test('makes all that can be made here, deletes what is none, and names the rest', async () => {
  expect(Object.keys(made.files).toSorted()).toEqual(['deb', 'folder', 'pacman', 'rpm', 'tar.gz'])
  for (const kind of ['deb', 'rpm', 'pacman', 'tar.gz']) expect(file(kind)).toContain('-development-')
  expect((await readdir(release)).filter(name => name.endsWith('.AppImage'))).toEqual([])
  expect(made.said).toMatch(
    /Checked the AppImage's content: \d+ MB quickly compressed; it is whole, and it starts/,
  )
  for (const left of ['AppImage for Linux', 'Linux on arm64', 'for Windows', 'for macOS']) {
    expect(made.said.slice(made.said.indexOf('Not made here'))).toContain(left)
  }
})

test('the deb, the rpm and the pacman package install the same files', async () => {
  const deb = await execute('sh', ['-c', `dpkg-deb --fsys-tarfile "$1" | tar --list`, 'sh', file('deb')])
  const installed = paths(deb.stdout)
  expect(installed).toEqual(
    expect.arrayContaining([
      '/opt/Latchkey/NOT FOR RELEASE.txt',
      '/opt/Latchkey/chrome-sandbox',
      '/opt/Latchkey/latchkey',
      '/opt/Latchkey/resources/app.asar',
      '/usr/bin/latchkey',
      '/usr/share/applications/app.latchkey.latchkey.desktop',
      '/usr/share/bash-completion/completions/latchkey',
      '/usr/share/fish/vendor_completions.d/latchkey.fish',
      '/usr/share/icons/hicolor/512x512/apps/Latchkey.png',
      '/usr/share/man/man1/latchkey.1.gz',
      '/usr/share/zsh/vendor-completions/_latchkey',
    ]),
  )
  // Debian alone has a folder of its own for completions of zsh.
  const elsewhere = installed.map(name => name.replace('/zsh/vendor-completions/', '/zsh/site-functions/'))
  const rpm = await run('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', file('rpm'))
  const files = rpm.split('\n').filter(line => !line.startsWith('d'))
  expect(paths(files.map(line => line.replace(/^\S+ /, '')).join('\n'))).toEqual(elsewhere.toSorted())
  expect(paths(await run('bsdtar', '-tf', file('pacman')))).toEqual(elsewhere.toSorted())
})

test('each says that it is not for release', async () => {
  const descriptions = [
    await run('dpkg-deb', '--field', file('deb'), 'Description'),
    await run('rpm', '-qp', '--qf', '%{SUMMARY}', file('rpm')),
    await run('bsdtar', '-xOf', file('pacman'), '.PKGINFO'),
    await run('tar', '--list', '-f', file('tar.gz')),
  ]
  expect(descriptions.filter(description => !description.includes('NOT FOR RELEASE'))).toEqual([])
})

test('root runs nothing of them, and no other setuid program is in them than Chromium’s helper', async () => {
  const scripts = [
    await run('dpkg-deb', '--info', file('deb'), 'postinst', 'postrm'),
    await run('rpm', '-qp', '--scripts', '--triggers', '--filetriggers', file('rpm')),
    await run('bsdtar', '-xOf', file('pacman'), '.INSTALL'),
  ]
  const commands = scripts.map(script => script.split('\n').filter(line => !/^(#.*|)$/.test(line)))
  expect(commands).toEqual([
    [],
    ['postinstall scriptlet (using /bin/sh):', 'postuninstall scriptlet (using /bin/sh):'],
    ['post_install() {', ':', '}', 'post_remove() {', ':', '}'],
  ])
  const { stdout: control } = await execute('sh', [
    '-c',
    `dpkg-deb --ctrl-tarfile "$1" | tar --list`,
    'sh',
    file('deb'),
  ])
  expect(control.trim().split('\n').toSorted()).toEqual([
    './',
    './control',
    './md5sums',
    './postinst',
    './postrm',
  ])

  const listings = {
    deb: await run('dpkg-deb', '--contents', file('deb')),
    rpm: await run('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', file('rpm')),
    pacman: await run('bsdtar', '-tvf', file('pacman')),
  }
  for (const [kind, listing] of Object.entries(listings)) {
    const special = listing.split('\n').filter(line => /^\S*[sStT]/.test(line))
    const found = special.map(line => line.replace(/^(\S+) .*?\.?\/?(opt\/.*)$/, '$1 /$2'))
    expect({ kind, found }).toEqual({ kind, found: ['-rwsr-xr-x /opt/Latchkey/chrome-sandbox'] })
  }
})

test('the rpm takes its folders away with it, and no one else’s', async () => {
  const listing = await run('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', file('rpm'))
  const folders = listing.split('\n').filter(line => line.startsWith('d'))
  expect(folders.map(line => line.replace(/^\S+ /, ''))).toEqual(
    expect.arrayContaining(['/opt/Latchkey', '/opt/Latchkey/locales', '/usr/share/doc/latchkey']),
  )
  expect(folders.filter(line => !/ (\/opt\/Latchkey|\/usr\/share\/doc\/latchkey)(\/|$)/.test(line))).toEqual(
    [],
  )
})
