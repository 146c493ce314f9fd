import { describe, expect, test } from 'vitest'
import { findObstacles, readPlan, toolsAdvice } from './package-obstacles.mjs'

const complete = { homepage: 'https://example.org', author: 'Somebody <somebody@example.org>' }
const release = { version: '45.4.1', developmentOnly: false }
const development = { version: '33.2.1', developmentOnly: true }

describe('what is asked for', () => {
  test.each([
    [[], { unpacked: false, system: 'linux' }],
    [['--dir'], { unpacked: true, system: 'linux' }],
    [['--mac'], { unpacked: false, system: 'darwin' }],
    [['--dir', '--win'], { unpacked: true, system: 'win32' }],
    [['--linux', '--dir'], { unpacked: true, system: 'linux' }],
    [['--linux', '--mac'], undefined],
    [['--help'], undefined],
    [['deb'], undefined],
    [['toString'], undefined],
  ])('%j on Linux', (args, plan) => {
    expect(readPlan(args, 'linux')).toEqual(plan)
  })

  test('nothing is known about a system that Latchkey is not made for', () => {
    expect(readPlan(['--dir'], 'freebsd')).toBeUndefined()
  })
})

describe('obstacles', () => {
  const here = { host: 'linux', description: complete, runtime: release, pinned: '45.4.1' }

  test('none where everything is there', () => {
    expect(findObstacles({ unpacked: false, system: 'linux' }, here)).toEqual([])
  })

  test('none for an unpacked app from a development runtime', () => {
    const bare = { host: 'linux', description: {}, runtime: development, pinned: '45.4.1' }
    expect(findObstacles({ unpacked: true, system: 'linux' }, bare)).toEqual([])
  })

  test.each([
    [
      'darwin',
      'Latchkey for macOS (dmg and zip) is packaged on macOS, where keytar is built for it: run this there.',
    ],
    [
      'win32',
      'Latchkey for Windows (installer and portable program) is packaged on Windows, where keytar is built for it: run this there.',
    ],
  ])('another system, even unpacked: %s', (system, message) => {
    expect(findObstacles({ unpacked: true, system }, here)).toEqual([message])
  })

  test('a development runtime is never packaged for release', () => {
    expect(findObstacles({ unpacked: false, system: 'linux' }, { ...here, runtime: development })).toEqual([
      'Packages for release take Electron 45.4.1, and only 33.2.1 for development is here. Run this where GitHub can ' +
        "be reached, or set ELECTRON_MIRROR to a mirror of Electron's releases. electron-builder's tools (7-Zip, fpm " +
        'and the AppImage runtime) come from GitHub as well, or from what ELECTRON_BUILDER_BINARIES_MIRROR names.',
    ])
  })

  const maintainer =
    'deb and rpm name a website and a maintainer: package.json needs "homepage" and an e-mail address in "author".'

  test.each([
    [{}],
    [{ homepage: 'https://example.org' }],
    [{ homepage: 'https://example.org', author: 'The Latchkey authors' }],
    [{ homepage: 'https://example.org', author: { name: 'The Latchkey authors' } }],
    [{ author: 'Somebody <somebody@example.org>' }],
  ])('a package.json without a maintainer, on Linux alone: %j', description => {
    const find = system => findObstacles({ unpacked: false, system }, { ...here, host: system, description })
    expect(find('linux')).toEqual([maintainer])
    expect(find('darwin')).toEqual([])
  })

  test('all are named at once', () => {
    const bare = { ...here, runtime: development, description: {} }
    expect(findObstacles({ unpacked: false, system: 'linux' }, bare)).toEqual([
      expect.stringContaining('Packages for release take Electron 45.4.1'),
      maintainer,
    ])
  })

  test('only the system counts while there is no runtime', () => {
    const find = host => findObstacles({ unpacked: false, system: 'linux' }, { host, description: {} })
    expect(find('linux')).toEqual([])
    expect(find('darwin')).toHaveLength(1)
  })

  test('an author written as an object', () => {
    const description = { homepage: 'https://example.org', author: { email: 'somebody@example.org' } }
    expect(findObstacles({ unpacked: false, system: 'linux' }, { ...here, description })).toEqual([])
  })
})

test('the advice on tools names those of the system', () => {
  expect(toolsAdvice('win32')).toBe(
    'electron-builder needs its tools (7-Zip and NSIS). They come from GitHub, or from what ' +
      'ELECTRON_BUILDER_BINARIES_MIRROR names: run this where one of them can be reached.',
  )
})
