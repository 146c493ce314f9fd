import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countReached } from '../../../common/reached.fake.ts'
import { readValues, type Value } from './read.ts'
import { parseSignature, WireError } from './signature.ts'
import { writeValues } from './write.ts'

const pixel: Value = [1, 2, 4, true, 8, 4, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])]

describe('values', () => {
  it.each<[string, readonly Value[]]>([
    ['', []],
    [
      'susssasa{sv}i',
      ['Latchkey', 0, '', 'Ä', '<b>', ['default', ''], new Map([['k', { signature: 'b', value: true }]]), -1],
    ],
    ['y(yo)ayas', [255, [1, '/a/b_1'], Buffer.alloc(0), []]],
    ['v', [{ signature: '(iiibiiay)', value: pixel }]],
    ['a{ss}g', [new Map([['__proto__', 'x']]), 'a{sv}']],
    ['aav', [[[{ signature: 'v', value: { signature: 'u', value: 4_294_967_295 } }], []]]],
  ])('of %j are read as they were written', (signature, values) => {
    expect(readValues(writeValues(signature, values), signature, true)).toEqual(values)
  })

  it('are read from a bus of the other byte order', () => {
    const bytes = Buffer.from([0, 0, 0, 1, 0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 1, 0x61, 0])
    expect(readValues(bytes, 'bis', false)).toEqual([true, -2, 'a'])
  })

  it.each<[string, readonly Value[]]>([
    ['s', ['a\0b']],
    ['s', [1]],
    ['u', []],
    ['x', [1]],
  ])('that are not of %j are not written', (signature, values) => {
    expect(() => writeValues(signature, values)).toThrow(WireError)
  })
})

describe('a signature', () => {
  it.each([
    '(',
    ')',
    '()',
    '{ss}',
    'a{s}',
    'a{vs}',
    'a{sss}',
    'a',
    'z',
    'é',
    'a{s',
    '(s',
    's}',
    `${'a'.repeat(65)}s`,
    's'.repeat(256),
  ])('is refused: %s', signature => {
    expect(() => parseSignature(signature)).toThrow(WireError)
  })
})

describe('bytes', () => {
  it.each<[string, string, Buffer]>([
    ['a length beyond the end', 's', Buffer.from([255, 255, 255, 255, 0])],
    ['an array beyond the end', 'au', Buffer.from([8, 0, 0, 0, 1, 0, 0, 0])],
    ['an array that ends within a value', 'au', Buffer.from([6, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])],
    ['a path that is none', 'o', writeValues('s', ['a/../b'])],
    ['a path without end', 'o', writeValues('s', [`/${'a'.repeat(4_096)}`])],
    ['a boolean that is none', 'b', Buffer.from([2, 0, 0, 0])],
    ['a boolean that is a text', 'b', writeValues('s', ['false'])],
    ['a text that is not UTF-8', 's', Buffer.from([2, 0, 0, 0, 0xc3, 0x28, 0])],
    ['a text with a surrogate', 's', Buffer.from([3, 0, 0, 0, 0xed, 0xa0, 0x80, 0])],
    ['a text that ends before its end', 's', Buffer.from([3, 0, 0, 0, 0x61, 0, 0x62, 0])],
    ['a text without an end', 's', Buffer.from([1, 0, 0, 0, 0x61, 0x62])],
    ['a signature that is none', 'g', Buffer.from([2, 0x61, 0x7a, 0])],
    [
      'a dict that says two things of one key',
      'a{sb}',
      // x: false, x: true
      Buffer.from([
        28, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x78, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x78, 0, 0, 0,
        1, 0, 0, 0,
      ]),
    ],
    ['two values in one variant', 'v', Buffer.from([2, 0x79, 0x79, 0, 1, 1])],
    ['no value in a variant', 'v', Buffer.from([0, 0])],
    [
      'variants without end',
      'v',
      Buffer.concat([Buffer.from('\x01v\0'.repeat(1_000)), Buffer.from([1, 0x79, 0, 1])]),
    ],
    [
      'more values than anybody needs',
      'av',
      writeValues('av', [Array.from({ length: 200_000 }, () => ({ signature: 'y', value: 1 }))]),
    ],
  ])('of %s are refused', (_what, signature, bytes) => {
    expect(() => readValues(bytes, signature, true)).toThrow(WireError)
  })

  it('of thirty thousand paths are read', () => {
    const paths = Array.from(
      { length: 30_000 },
      (_none, index) => `/org/freedesktop/secrets/collection/login/${index}`,
    )
    expect(readValues(writeValues('ao', [paths]), 'ao', true)).toEqual([paths])
  })

  it('of any kind are read, or refused as such', () => {
    const read = countReached()
    const type = fc.constantFrom(
      'y',
      'b',
      'n',
      'q',
      'i',
      'u',
      'x',
      't',
      'd',
      's',
      'o',
      'g',
      'v',
      'ay',
      'as',
      'a{sv}',
      '(uv)',
      'aav',
    )
    fc.assert(
      fc.property(
        fc.array(type, { maxLength: 4 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.boolean(),
        (types, bytes, order) => {
          try {
            readValues(Buffer.from(bytes), types.join(''), order)
            read.again()
          } catch (error) {
            expect(error).toBeInstanceOf(WireError)
          }
        },
      ),
      { numRuns: 5_000 },
    )
    read.atLeast(500)
  })
})
