import { describe, expect, test } from 'vitest'
import { findObstacles, readPlan, toolsAdvice } from './package-obstacles.mjs'

const complete = { homepage: 'https://example.org', author: 'Somebody <somebody@example.org>' }
const release = { developmentOnly: false }
const development = { developmentOnly: true }

describe('what is asked for', () => {
  const plan = { unpacked: false, endToEnd: false, release: false, system: 'linux' }
  test.each([
    [[], plan],
    [['--dir'], { ...plan, unpacked: true }],
    [['--e2e'], { ...plan, endToEnd: true }],
    [['--release'], { ...plan, release: true }],
    [['--mac'], { ...plan, system: 'darwin' }],
    [['--dir', '--win'], { ...plan, unpacked: true, system: 'win32' }],
    [['--linux', '--dir'], { ...plan, unpacked: true }],
    [['--linux', '--mac'], undefined],
    [['--dir', '--e2e'], undefined],
    [['--dir', '--release'], undefined],
    [['--e2e', '--mac'], undefined],
    [['--help'], undefined],
    [['deb'], undefined],
    [['toString'], undefined],
  ])('%j on Linux', (args, expected) => {
    expect(readPlan(args, 'linux')).toEqual(expected)
  })

  test('nothing is known about a system that Latchkey is not made for', () => {
    expect(readPlan(['--dir'], 'freebsd')).toBeUndefined()
  })
})

describe('obstacles', () => {
  const here = { host: 'linux', description: complete, runtime: release }

  test('none where everything is there', () => {
    expect(findObstacles({ unpacked: false, system: 'linux' }, here)).toEqual([])
  })

  test.each([true, false])(
    'none on a development runtime, which makes nothing for release: unpacked %s',
    unpacked => {
      const bare = { host: 'linux', description: {}, runtime: development }
      expect(findObstacles({ unpacked, system: 'linux' }, bare)).toEqual([])
    },
  )

  test('only the development runtime, where it is for release', () => {
    const find = runtime =>
      findObstacles(
        { unpacked: false, endToEnd: false, release: true, system: 'linux' },
        { ...here, runtime },
      )
    expect(find(development)).toEqual([
      'There is only the Electron for development, and nothing on it is for release: run this where the pinned ' +
        'Electron can be downloaded, from GitHub or from what ELECTRON_MIRROR names.',
    ])
    expect([find(release), find(undefined)]).toEqual([[], []])
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
