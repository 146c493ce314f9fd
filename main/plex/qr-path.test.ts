import jsQR from 'jsqr'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { AttemptView } from '../../common/sign-in-view.ts'
import { views } from '../../common/samples.fake.ts'
import { linkPage } from './links.ts'
import { qrPath } from '../../common/qr-path.ts'

const linkQr = (code: string) => qrPath(linkPage(code))

const QUIET_ZONE = 4
const PIXELS = 3

/** Paints the path as a browser would, dark on light, with its quiet zone. */
function painted({ path, modules }: { path: string; modules: number }) {
  const width = (modules + 2 * QUIET_ZONE) * PIXELS
  const picture = new Uint8ClampedArray(width * width * 4).fill(255)
  const runs = path.match(/M\d+ \d+h\d+v1h-\d+z/g) ?? []
  expect(runs.join('')).toBe(path)
  for (const run of runs) {
    const [x = 0, y = 0, length = 0, , back = 0] = (run.match(/\d+/g) ?? []).map(Number)
    expect([back, x + length <= modules, y < modules]).toEqual([length, true, true])
    for (let row = 0; row < PIXELS; row++) {
      const from = ((y + QUIET_ZONE) * PIXELS + row) * width + (x + QUIET_ZONE) * PIXELS
      for (let pixel = from; pixel < from + length * PIXELS; pixel++)
        picture.fill(0, pixel * 4, pixel * 4 + 3)
    }
  }
  return [picture, width, width] as const
}

describe('the QR code', () => {
  it.each(['KYLX', '7RQZ', '0000', 'ZZZZ', 'ABCD1234'])('takes a phone to the link page of %s', code => {
    expect(jsQR(...painted(linkQr(code)))?.data).toBe(`https://plex.tv/link/?pin=${code}`)
  })

  it('fits what the window accepts', () => {
    const view = { ...views['awaiting approval'], qr: linkQr('KYLX') }
    expect(v.parse(AttemptView, view)).toEqual(view)
    expect(view.qr.modules).toBe(25)
  })

  it('is one path without gaps in a run', () => {
    expect(qrPath('A').path).toMatch(/^M0 0h7v1h-7z/)
  })
})

describe('the link page', () => {
  it('has the code filled in', () => {
    expect(linkPage('KYLX')).toBe('https://plex.tv/link/?pin=KYLX')
  })

  it.each([
    '',
    'KYL',
    'kylx',
    'KY X',
    'KYLX&x=1',
    'KYLX\n',
    'ABCD12345',
    'l91xft5ypr1n7588alsymxoy8',
    '../x',
  ])('is not made for what is no link code: %j', code => {
    expect(() => linkPage(code)).toThrow('Not a link code')
    expect(() => linkQr(code)).toThrow('Not a link code')
  })
})
