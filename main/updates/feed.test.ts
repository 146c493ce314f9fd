import { describe, expect, it } from 'vitest'
import { type Build, noUpdates, type NoUpdates } from './feed.ts'

const generic =
  'provider: generic\nurl: https://releases.example/latchkey\nupdaterCacheDirName: latchkey-updater\n'
const signed = `${generic}publisherName:\n  - The Latchkey authors\n`
const build = (over: Partial<Build> = {}): Build => ({
  platform: 'linux',
  isPackaged: true,
  version: '1.2.3',
  feed: generic,
  image: { replaceable: true },
  portable: false,
  ...over,
})

describe('updates', () => {
  it.each<[string, Build]>([
    ['an AppImage', build()],
    ['a signed Windows installation', build({ platform: 'win32', feed: signed, image: null })],
    ['a macOS app', build({ platform: 'darwin', image: null })],
    ['an AppImage with releases at GitHub', build({ feed: 'provider: github\nowner: o\nrepo: r\n' })],
  ])('are looked for by %s with a feed', (_what, from) => {
    expect(noUpdates(from)).toBe(null)
  })

  it.each<readonly [NoUpdates, Build]>([
    ['not packaged', build({ isPackaged: false })],
    ['not for release', build({ version: '1.2.3-development' })],
    ['no feed', build({ feed: null })],
    ['no feed', build({ feed: '\n' })],
    ['a feed without TLS', build({ feed: generic.replace('https:', 'http:') })],
    ['a feed without TLS', build({ feed: 'provider: generic\nurl: "ftp://releases.example"\n' })],
    ['updated by the system', build({ image: null })],
    ['in the hands of someone else', build({ image: { replaceable: false } })],
    ['not signed', build({ platform: 'win32', image: null })],
    ...['null', '[]', '', "''"].map(publisher => {
      const feed = `${generic}publisherName: ${publisher}\nchannel: latest\n`
      return ['not signed', build({ platform: 'win32', feed, image: null })] as const
    }),
    ['a portable app', build({ platform: 'win32', feed: signed, image: null, portable: true })],
  ])('are never looked for by a build that is %s', (reason, from) => {
    expect(noUpdates(from)).toBe(reason)
  })
})
