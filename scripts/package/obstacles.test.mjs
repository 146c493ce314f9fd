import { describe, expect, test } from 'vitest'
import { findObstacles, isForNobody, readPlan, toolsAdvice } from './obstacles.mjs'

/** @import { Description, Plan, System } from './obstacles.mjs' */
/** @typedef {Parameters<typeof findObstacles>[1]} Here */

/** @type {Plan} */
const plan = { unpacked: false, endToEnd: false, release: false, system: 'linux' }

const complete = { homepage: 'https://example.org', author: 'Somebody <somebody@example.org>' }
const release = { developmentOnly: false }
const development = { developmentOnly: true }

describe('what is asked for', () => {
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

test.each([
  [{ ...plan, unpacked: true }, true],
  [{ ...plan, endToEnd: true }, true],
  [{ ...plan, release: true }, false],
  [plan, false],
])('%j is for nobody to get: %s', (asked, expected) => {
  expect(isForNobody(asked)).toBe(expected)
})

describe('obstacles', () => {
  /** @type {Here} */
  const here = { host: 'linux', description: complete, runtime: release }

  test('none where everything is there', () => {
    expect(findObstacles(plan, here)).toEqual([])
  })

  test.each([true, false])(
    'none on a development runtime, which makes nothing for release: unpacked %s',
    unpacked => {
      /** @type {Here} */
      const bare = { host: 'linux', description: {}, runtime: development }
      expect(findObstacles({ ...plan, unpacked }, bare)).toEqual([])
    },
  )

  test('only the development runtime, where it is for release', () => {
    const find = (/** @type {typeof release | undefined} */ runtime) =>
      findObstacles({ ...plan, release: true }, { ...here, runtime })
    expect(find(development)).toEqual([
      'There is only the Electron for development, and nothing on it is for release: run this where the pinned ' +
        'Electron can be downloaded, from GitHub or from what ELECTRON_MIRROR names.',
    ])
    expect([find(release), find(undefined)]).toEqual([[], []])
  })

  test.each(
    /** @type {[System, string][]} */ ([
      [
        'darwin',
        'Latchkey for macOS (dmg and zip) is packaged on macOS, where keytar is built for it: run this there.',
      ],
      [
        'win32',
        'Latchkey for Windows (installer and portable program) is packaged on Windows, where keytar is built for it: run this there.',
      ],
    ]),
  )('another system, even unpacked: %s', (system, message) => {
    expect(findObstacles({ ...plan, unpacked: true, system }, here)).toEqual([message])
  })

  const maintainer =
    'deb and rpm name a website and a maintainer: package.json needs "homepage" and an e-mail address in "author".'

  test.each(
    /** @type {[Description][]} */ ([
      [{}],
      [{ homepage: 'https://example.org' }],
      [{ homepage: 'https://example.org', author: 'The Latchkey authors' }],
      [{ homepage: 'https://example.org', author: { name: 'The Latchkey authors' } }],
      [{ author: 'Somebody <somebody@example.org>' }],
    ]),
  )('a package.json without a maintainer, on Linux alone: %j', description => {
    const find = (/** @type {System} */ system) =>
      findObstacles({ ...plan, system }, { ...here, host: system, description })
    expect(find('linux')).toEqual([maintainer])
    expect(find('darwin')).toEqual([])
  })

  test('only the system counts while there is no runtime', () => {
    const find = (/** @type {System} */ host) => findObstacles(plan, { host, description: {} })
    expect(find('linux')).toEqual([])
    expect(find('darwin')).toHaveLength(1)
  })

  test('an author written as an object', () => {
    const description = { homepage: 'https://example.org', author: { email: 'somebody@example.org' } }
    expect(findObstacles(plan, { ...here, description })).toEqual([])
  })
})

test('the advice on tools names those of the system', () => {
  expect(toolsAdvice('win32')).toBe(
    'electron-builder needs its tools (7-Zip and NSIS). They come from GitHub, or from what ' +
      'ELECTRON_BUILDER_BINARIES_MIRROR names: run this where one of them can be reached.',
  )
})
