import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visible } from './visible.ts'

it.each([
  ['/opt/kometa/kometa.py', '/opt/kometa/kometa.py'],
  ['/home/ada/مفتاح/日本 🔑.sh', '/home/ada/مفتاح/日本 🔑.sh'],
  ['kometa\u202eyp.hs', 'kometa\\u{202e}yp.hs'],
  ['sh\n\nAllowed by Latchkey', 'sh\\u{a}\\u{a}Allowed by Latchkey'],
  ['a\u00a0b\u200bc\u3000d\u3164', 'a\\u{a0}b\\u{200b}c\\u{3000}d\\u{3164}'],
  ['\ud83d', '\\u{d83d}'],
])('spells out what would not be seen: %j', (said, shown) => {
  expect(visible(said)).toBe(shown)
})

it('leaves nothing that breaks a line or turns its direction', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), said => {
      expect(visible(said)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})
