import { expect, test } from 'vitest'
import { whyNotComparable } from './drawn-with.mjs'

const here = { system: 'linux x64', electron: '33.2.1', 'DejaVuSans.ttf': 'ab' }

test.each([
  ['all is the same', here, undefined],
  ['Electron is another', { ...here, electron: '45.5.0' }, 'its pictures were drawn with electron 45.5.0'],
  [
    'the system is another',
    { ...here, system: 'linux arm64' },
    'its pictures were drawn with system linux arm64',
  ],
  [
    'a font is another',
    { ...here, 'DejaVuSans.ttf': 'cd' },
    'its pictures were drawn with another DejaVuSans.ttf',
  ],
])('where %s, it says so', (_what, there, why) => {
  expect(whyNotComparable(there, here)).toBe(why)
})
