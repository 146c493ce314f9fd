import readQr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { qrPath } from '../common/qr-path.ts'
import { qrText } from './qr-text.ts'

const LINK = 'https://plex.tv/link/?pin=AB12'
const CELL = 4

const ESCAPE = '\u001b'
const PARTS = new RegExp(`${ESCAPE}\\[[\\d;]*m|.`, 'gu')
const COLOURS = new RegExp(`^${ESCAPE}\\[38;5;(\\d+);48;5;(\\d+)m$`)

type Colour = readonly [number, number, number]
const themes: Readonly<Record<string, { ink: Colour; paper: Colour }>> = {
  dark: { ink: [211, 215, 207], paper: [46, 52, 54] },
  light: { ink: [40, 40, 40], paper: [253, 246, 227] },
}
/** Of the 256 colours, which no theme changes. */
const fixed: Readonly<Record<string, Colour>> = { 16: [0, 0, 0], 231: [255, 255, 255] }

/** Paints the lines as a terminal does, with a line and a column around them. */
function painted(lines: readonly string[], { ink, paper }: { ink: Colour; paper: Colour }) {
  const rows = ['', ...lines, ''].map(line => {
    let [front, back] = [ink, paper]
    const cells: { upper: Colour; lower: Colour }[] = [{ upper: paper, lower: paper }]
    for (const [part] of line.matchAll(PARTS)) {
      const set = COLOURS.exec(part)
      if (set !== null) [front, back] = [fixed[set[1]!]!, fixed[set[2]!]!]
      else if (part === `${ESCAPE}[0m`) [front, back] = [ink, paper]
      else
        cells.push({ upper: '█▀'.includes(part) ? front : back, lower: '█▄'.includes(part) ? front : back })
    }
    return cells
  })
  const width = (Math.max(...rows.map(row => row.length)) + 1) * CELL
  const height = rows.length * 2 * CELL
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const half = Math.floor(y / CELL)
      const cell = rows[half >> 1]?.[Math.floor(x / CELL)]
      pixels.set((half % 2 === 0 ? cell?.upper : cell?.lower) ?? paper, (y * width + x) * 4)
    }
  }
  return readQr(pixels, width, height)?.data
}

describe('a QR code in a terminal', () => {
  const code = qrPath(LINK)

  it.each(Object.entries(themes))('is read where the terminal is %s', (_name, theme) => {
    expect(painted(qrText(code, true).lines, theme)).toBe(LINK)
  })

  it.each(Object.entries(themes))('is read without colour where the terminal is %s', (_name, theme) => {
    const { lines } = qrText(code, false)
    expect(lines.join('')).not.toContain(ESCAPE)
    expect(painted(lines, theme)).toBe(LINK)
  })

  it('has four modules of nothing around it', () => {
    const { lines, width } = qrText(code, true)
    const bare = lines.map(line =>
      [...line.matchAll(PARTS)]
        .map(([part]) => part)
        .filter(part => !part.startsWith(ESCAPE))
        .join(''),
    )
    expect(width).toBe(code.modules + 8)
    expect(bare.map(line => [line.length, line.slice(0, 4), line.slice(-4)])).toEqual(
      bare.map(() => [width, '    ', '    ']),
    )
    expect([bare[0], bare[1], bare.at(-1)?.trim(), bare.at(-2)?.trim()]).toEqual([
      ' '.repeat(width),
      ' '.repeat(width),
      '',
      '',
    ])
  })
})
