/** Modules of nothing around it. Source: ISO/IEC 18004. */
const QUIET = 4
/** Black and white of the 256 colours, which no theme changes. */
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m'
const PLAIN = '\u001b[0m'

export interface QrText {
  readonly width: number
  readonly lines: readonly string[]
}

/**
 * A QR code in half blocks, with its quiet zone. Without colour the light modules are drawn and the dark ones left out,
 * since most terminals are dark; whatever reads codes reads them inverted too.
 * @param code as `qrPath` makes it
 */
export function qrText({ path, modules }: { path: string; modules: number }, coloured: boolean): QrText {
  const dark = new Set<number>()
  const width = modules + 2 * QUIET
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let at = 0; at < Number(length); at++) dark.add((Number(y) + QUIET) * width + Number(x) + QUIET + at)
  }
  const lines = Array.from({ length: Math.ceil(width / 2) }, (_, row) => {
    const cells = Array.from({ length: width }, (_, x) => {
      const [upper, lower] = [2 * row, 2 * row + 1].map(y => dark.has(y * width + x) === coloured)
      if (upper) return lower ? '█' : '▀'
      return lower ? '▄' : ' '
    })
    return coloured ? `${BLACK_ON_WHITE}${cells.join('')}${PLAIN}` : cells.join('')
  })
  return { width, lines }
}
