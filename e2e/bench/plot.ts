import type { Result } from './report.ts'
import { cells, type Row, typical } from './rows.ts'

const width = 720
const rowHeight = 46
const bars = { left: 250, most: 330, height: 14 }

// A README's pictures know the colours of the system, not of the page.
const style = `
text { font: 13px system-ui, sans-serif; fill: #1f2933 }
.figure { font-size: 12px }
.latchkey { fill: #0f8a7e } .bare { fill: #9aa5b1 }
@media (prefers-color-scheme: dark) { text { fill: #e4e7eb } .latchkey { fill: #2cb5a7 } .bare { fill: #7b8794 } }
`

/** An SVG with a pair of bars for each row that bare Electron has too, each pair to a scale of its own. */
export function plot({ rows }: Result): string {
  const pairs = rows.filter(row => row.latchkey.length > 0 && row.bare.length > 0 && row.unit !== '%')
  const height = pairs.length * rowHeight + 30
  const groups = pairs.map((row, at) => `<g transform="translate(0 ${at * rowHeight + 30})">${pair(row)}</g>`)
  const key = `<rect class="latchkey" x="${bars.left}" y="6" width="12" height="12"/><text x="${bars.left + 18}" y="16">Latchkey</text>
<rect class="bare" x="${bars.left + 100}" y="6" width="12" height="12"/><text x="${bars.left + 118}" y="16">bare Electron</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Latchkey beside bare Electron">
<style>${style}</style>
${key}
${groups.join('\n')}
</svg>
`
}

function pair(row: Row): string {
  const [what = '', latchkey = '', bare = ''] = cells(row)
  const own = typical(row.latchkey) ?? 0
  const other = typical(row.bare) ?? 0
  const scale = bars.most / Math.max(own, other, Number.MIN_VALUE)
  return `<text x="${bars.left - 12}" y="24" text-anchor="end">${what}</text>
${bar('latchkey', 4, own * scale, latchkey)}
${bar('bare', 21, other * scale, bare)}`
}

const bar = (name: string, top: number, length: number, figure: string): string =>
  `<rect class="${name}" x="${bars.left}" y="${top}" width="${length.toFixed(1)}" height="${bars.height}"/>` +
  `<text class="figure" x="${(bars.left + length + 8).toFixed(1)}" y="${top + 12}">${figure}</text>`
