import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { repository } from './runtime.ts'
import { expect, test } from './test.ts'

const execute = promisify(execFile)
const release = path.join(repository, 'release')
let said = ''
let made: Readonly<Record<string, string>> = {}

async function run(command: string, ...args: string[]): Promise<string> {
  return (await execute(command, args, { cwd: repository, maxBuffer: 1 << 24 })).stdout
}

test.beforeAll('package everything', async () => {
  test.setTimeout(180_000)
  said = await run(process.execPath, 'scripts/package.mjs')
  const files = [...said.matchAll(/^Made (.+)$/gm)].map(([, name = '']) => path.join(repository, name))
  made = Object.fromEntries(files.map(name => [/\.(tar\.gz|\w+)$/.exec(name)?.[1] ?? 'folder', name]))
})

const file = (kind: string): string => made[kind] ?? `no ${kind} in release/`

/** Absolute paths of the files in a listing with a path on each line, without folders. */
const paths = (listing: string): readonly string[] =>
  listing
    .split('\n')
    .map(line => line.replace(/^\.?\/?/, '/'))
    .filter(line => /^\/(opt|usr)\//.test(line) && !line.endsWith('/'))
    .toSorted()

test('makes all that can be made here, deletes what is none, and names the rest', async () => {
  expect(Object.keys(made).toSorted()).toEqual(['deb', 'folder', 'pacman', 'rpm', 'tar.gz'])
  for (const kind of ['deb', 'rpm', 'pacman', 'tar.gz']) expect(file(kind)).toContain('-development-')
  expect((await readdir(release)).filter(name => name.endsWith('.AppImage'))).toEqual([])
  expect(said).toMatch(
    /Checked the AppImage's content: \d+ MB quickly compressed; it is whole, and it starts/,
  )
  for (const left of ['AppImage for Linux', 'Linux on arm64', 'for Windows', 'for macOS']) {
    expect(said.slice(said.indexOf('Not made here'))).toContain(left)
  }
})

test('the deb, the rpm and the pacman package install the same files', async () => {
  const deb = await execute('sh', ['-c', `dpkg-deb --fsys-tarfile "$1" | tar --list`, 'sh', file('deb')])
  const installed = paths(deb.stdout)
  expect(installed).toEqual(
    expect.arrayContaining([
      '/opt/Latchkey/NOT FOR RELEASE.txt',
      '/opt/Latchkey/chrome-sandbox',
      '/opt/Latchkey/resources/app.asar',
      '/usr/share/applications/app.latchkey.latchkey.desktop',
      '/usr/share/icons/hicolor/512x512/apps/latchkey.png',
    ]),
  )
  const rpm = await run('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', file('rpm'))
  const files = rpm.split('\n').filter(line => !line.startsWith('d'))
  expect(paths(files.map(line => line.replace(/^\S+ /, '')).join('\n'))).toEqual(installed)
  expect(paths(await run('bsdtar', '-tf', file('pacman')))).toEqual(installed)
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

test('they run the same scripts after they are installed and removed', async () => {
  const deb = [
    await run('dpkg-deb', '--info', file('deb'), 'postinst'),
    await run('dpkg-deb', '--info', file('deb'), 'postrm'),
  ]
  const rpm = [
    await run('rpm', '-qp', '--qf', '%{POSTIN}', file('rpm')),
    await run('rpm', '-qp', '--qf', '%{POSTUN}', file('rpm')),
  ]
  expect(rpm.map(script => script.trim())).toEqual(deb.map(script => script.trim()))
  const pacman = await run('bsdtar', '-xOf', file('pacman'), '.INSTALL')
  const [installed = '', removed = ''] = deb.map(script => script.replace(/^#!.*\n/, '').trim())
  for (const [name, script] of [
    ['post_install', installed],
    ['post_upgrade', installed],
    ['post_remove', removed],
  ] as const) {
    expect(pacman).toContain(`${name}() {\n${script}`)
  }
})

test('the rpm takes its folders away with it, and no one else’s', async () => {
  const listing = await run('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', file('rpm'))
  const folders = listing.split('\n').filter(line => line.startsWith('d'))
  expect(folders.map(line => line.replace(/^\S+ /, ''))).toEqual(
    expect.arrayContaining(['/opt/Latchkey', '/opt/Latchkey/resources', '/opt/Latchkey/locales']),
  )
  expect(folders.filter(line => !/ \/opt\/Latchkey(\/|$)/.test(line))).toEqual([])
})
