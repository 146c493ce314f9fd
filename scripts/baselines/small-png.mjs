import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

/** How far a shade may be from the one that stands for it, in each of red, green and blue. */
export const FARTHEST = 5

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/**
 * A picture in a third of its size, for a repository that keeps many. Most colours in one are shades at the edges of
 * letters: a few stand for all. What there is much of stays as it is.
 * @param {Buffer} png without transparency
 */
export function smallPng(png) {
  const { width, height, data } = PNG.sync.read(png)
  const colours = Array.from({ length: width * height }, (_none, at) => data.readUInt32BE(at * 4) >>> 8)
  const { palette, indexOf } = choosePalette(colours)
  // Each line begins with the number of its filter: none.
  const lines = Buffer.alloc((width + 1) * height)
  for (const [at, colour] of colours.entries()) {
    lines[at + Math.floor(at / width) + 1] = indexOf.get(colour) ?? 0
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits for each pixel, which name a colour of the palette.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** @param {readonly number[]} colours */
function choosePalette(colours) {
  /** @type {Map<number, number>} */
  const counts = new Map()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  /** @type {number[]} */
  const palette = []
  /** @type {Map<number, number>} */
  const indexOf = new Map()
  for (const [colour] of [...counts].toSorted(([one, often], [other, more]) => more - often || one - other)) {
    const near = palette.findIndex(chosen => isNear(chosen, colour))
    indexOf.set(colour, near < 0 ? palette.push(colour) - 1 : near)
    if (palette.length > 256) throw new Error('The picture has more colours than the 256 that fit into it')
  }
  return { palette, indexOf }
}

/** @param {number} one @param {number} other */
function isNear(one, other) {
  const others = parts(other)
  return parts(one).every((part, index) => Math.abs(part - (others[index] ?? 0)) <= FARTHEST)
}

/** @param {number} colour */
const parts = colour => [colour >> 16, (colour >> 8) & 255, colour & 255]

/** @param {string} name @param {Buffer} content */
function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
