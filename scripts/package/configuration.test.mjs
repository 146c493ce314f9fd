import { readFileSync, readlinkSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { configure, describePackage, readAuthor, unsignedNotice } from './configuration.mjs'
import { chromiumLanguages, languages, packageTexts } from './package-text.mjs'

const description = {
  version: '1.2.3',
  license: 'MIT',
  author: 'Somebody <somebody@example.org>',
  homepage: 'https://example.org',
}

test.each([
  ['Somebody', { name: 'Somebody', email: undefined }],
  ['Somebody <somebody@example.org>', { name: 'Somebody', email: 'somebody@example.org' }],
  [
    'Somebody <somebody@example.org> (https://example.org)',
    { name: 'Somebody', email: 'somebody@example.org' },
  ],
  [
    { name: 'Somebody', email: 'somebody@example.org' },
    { name: 'Somebody', email: 'somebody@example.org' },
  ],
])('the author %j', (author, expected) => {
  expect(readAuthor(author)).toEqual(expected)
})

test('a release says what package.json says', () => {
  expect(describePackage(description, { developmentOnly: false })).toEqual({
    version: '1.2.3',
    homepage: 'https://example.org',
    maintainer: 'Somebody <somebody@example.org>',
    developer: 'Somebody',
    license: 'MIT',
    synopsis: undefined,
  })
})

test('a development package says that it is none, and invents what package.json lacks where nobody can be meant', () => {
  const { homepage: _homepage, ...bare } = { ...description, author: 'Somebody' }
  expect(describePackage(bare, { developmentOnly: true })).toEqual({
    version: '1.2.3-development',
    homepage: 'https://latchkey.invalid/',
    maintainer: 'Somebody <nobody@latchkey.invalid>',
    developer: 'Somebody',
    license: 'MIT',
    synopsis: 'NOT FOR RELEASE: Latchkey on a development runtime',
  })
})

test('what is only to be tried out invents the same, and is no development package', () => {
  const bare = { version: '1.2.3', license: 'MIT', author: 'Somebody' }
  expect(describePackage(bare, { developmentOnly: false, forNobody: true })).toEqual({
    version: '1.2.3',
    homepage: 'https://latchkey.invalid/',
    maintainer: 'Somebody <nobody@latchkey.invalid>',
    developer: 'Somebody',
    license: 'MIT',
    synopsis: undefined,
  })
})

test('macOS gets the hardened runtime, notarisation and a release feed where there is a certificate, else none', async () => {
  const runtime = { executable: '/dist/electron', version: '45.5.0', dist: '/dist', developmentOnly: false }
  const unsigned = { identity: '-', hardenedRuntime: false, notarize: false, publish: null }
  expect((await configure('darwin', runtime, { environment: {} })).mac).toEqual(unsigned)
  expect((await configure('darwin', runtime, { environment: { CSC_LINK: 'file.p12' } })).mac).toBeUndefined()
})

test('each package has the command as a file of its own, and an rpm takes its folders away with it', async () => {
  const runtime = { executable: '/dist/electron', version: '45.5.0', dist: '/dist', developmentOnly: true }
  const { deb, rpm, pacman } = await configure('linux', runtime)
  for (const made of [deb, rpm, pacman]) {
    const mapping = made?.fpm?.find(one => one.endsWith('=/usr/bin/latchkey'))
    const [link = ''] = mapping?.split('=') ?? []
    expect(readlinkSync(link)).toBe('/opt/Latchkey/latchkey')
  }
  const asked = rpm?.fpm ?? []
  expect(asked[asked.indexOf('--directories') + 1]).toBe('/opt/Latchkey')
})

test('each package has the man page, and completions where its system looks for them', async () => {
  const runtime = { executable: '/dist/electron', version: '45.5.0', dist: '/dist', developmentOnly: true }
  const { deb, rpm, pacman } = await configure('linux', runtime)
  const places = (/** @type {{ fpm?: string[] | null } | null | undefined} */ made) =>
    (made?.fpm ?? [])
      .flatMap(one => /=(\/usr\/share\/(?:man|zsh|fish|bash).*)$/.exec(one)?.[1] ?? [])
      .toSorted()
  const all = (/** @type {string} */ zsh) =>
    [
      '/usr/share/bash-completion/completions/latchkey',
      '/usr/share/fish/vendor_completions.d/latchkey.fish',
      ...packageTexts().map(
        ({ language, locale }) => `/usr/share/man/${language === 'en' ? '' : `${locale}/`}man1/latchkey.1.gz`,
      ),
      `/usr/share/zsh/${zsh}/_latchkey`,
    ].toSorted()
  expect(places(deb)).toEqual(all('vendor-completions'))
  for (const made of [rpm, pacman]) expect(places(made)).toEqual(all('site-functions'))
  const page = deb?.fpm?.find(one => one.includes('man1'))?.split('=')[0] ?? ''
  expect(gunzipSync(readFileSync(page)).toString()).toMatch(/^\.TH LATCHKEY 1 /)
})

test.each(/** @type {NodeJS.Platform[]} */ (['linux', 'darwin', 'win32']))(
  'every package for %s has Chromium’s words for each language that we have, and no others',
  async system => {
    const runtime = { executable: '/dist/electron', version: '45.5.0', dist: '/dist', developmentOnly: true }
    const { electronLanguages } = await configure(system, runtime, { environment: {} })
    expect(electronLanguages).toEqual(chromiumLanguages(languages()))
  },
)

test.each(
  /** @type {[NodeJS.Platform, NodeJS.ProcessEnv, unknown][]} */ ([
    [
      'darwin',
      {},
      'NOT SIGNED: macOS starts it on this computer only. A certificate is named by CSC_LINK or CSC_NAME.',
    ],
    [
      'win32',
      {},
      'NOT SIGNED: Windows warns who starts it. A certificate is named by WIN_CSC_LINK or CSC_LINK.',
    ],
    ['win32', { WIN_CSC_LINK: '' }, expect.stringContaining('NOT SIGNED')],
    ['darwin', { CSC_NAME: 'Somebody' }, undefined],
    ['win32', { WIN_CSC_LINK: 'file.pfx' }, undefined],
    ['linux', {}, undefined],
  ]),
)('on %s with %j it says %s', (system, environment, expected) => {
  expect(unsignedNotice(system, environment)).toEqual(expected)
})

test('every Linux package recommends the program that says which process asks for a key', async () => {
  const runtime = { executable: '/dist/electron', version: '45.5.0', dist: '/dist', developmentOnly: true }
  const { rpm, pacman } = await configure('linux', runtime)
  expect(rpm?.fpm).toContain('Recommends: (iproute or iproute2)')
  expect(pacman?.fpm).toContain('iproute2: to see which program asks for a key')
  const written = readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8')
  expect(written).toMatch(/^deb:\n(?: .*\n)* {2}recommends:\n(?: {4}.*\n)* {4}- iproute2\n/m)
})

test.each([true, false])(
  'what is not for release says so, and in no other language anything else: %s',
  async developmentOnly => {
    const runtime = { executable: '/dist/electron', version: '45.5.0', dist: '/dist', developmentOnly }
    const { linux, rpm } = await configure('linux', runtime, { forNobody: true })
    const others = languages().length - 1
    const comments = Object.keys(linux?.desktop?.entry ?? {}).filter(key => key.startsWith('Comment['))
    const summaries = (rpm?.fpm ?? []).filter(one => one.startsWith('Summary('))
    expect([comments.length, summaries.length]).toEqual(developmentOnly ? [0, 0] : [others, others])
    expect(linux?.synopsis?.startsWith('NOT FOR RELEASE')).toBe(developmentOnly)
  },
)
