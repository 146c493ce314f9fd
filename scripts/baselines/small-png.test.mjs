import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { FARTHEST, smallPng } from './small-png.mjs'

/** @param {number} width @param {number} height @param {(x: number, y: number) => readonly number[]} colour */
function picture(width, height, colour) {
  const png = new PNG({ width, height })
  for (let at = 0; at < width * height; at++) {
    png.data.set([...colour(at % width, Math.floor(at / width)), 255], at * 4)
  }
  return png
}

test('what there is much of stays as it is, and nothing goes farther than it may', () => {
  const drawn = picture(200, 64, (x, y) =>
    y < 32 ? [18, 33, 36] : y === 32 ? [x, 200, 99] : [219, 228, 228],
  )
  const small = smallPng(PNG.sync.write(drawn))
  const read = PNG.sync.read(small)
  const distances = read.data.map((part, index) => Math.abs(part - (drawn.data[index] ?? 0)))
  const isEdge = (/** @type {number} */ index) => Math.floor(index / 4 / 200) === 32
  expect(Math.max(...distances)).toBe(FARTHEST)
  expect(distances.findIndex((distance, index) => distance > 0 && !isEdge(index))).toBe(-1)
  expect([read.width, read.height, small.length < 300]).toEqual([200, 64, true])
})

test('a picture of too many colours is refused', () => {
  const drawn = picture(64, 64, (x, y) => [x * 4, y * 4, (x * y) % 256])
  expect(() => smallPng(PNG.sync.write(drawn))).toThrow('more colours than the 256')
})
