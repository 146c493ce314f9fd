import { describe, expect, it } from 'vitest'
import { plot } from './plot.ts'
import { between, crossed, markdown, type Result } from './report.ts'

const result: Result = {
  machine: ['2 × processor', 'Electron 1.2.3'],
  rows: [
    { what: 'start', unit: 'ms', latchkey: [300], bare: [200], line: { times: 1.25 } },
    { what: 'paint', unit: 'ms', latchkey: [100], bare: [80], line: { most: 250 } },
    { what: 'timers', unit: '', latchkey: [], bare: [], line: { most: 1 } },
  ],
}

describe('the report', () => {
  it('names what crosses its line, and what has a line and was not measured', () => {
    expect(crossed(result).map(({ what }) => what)).toEqual(['start', 'timers'])
  })

  it('goes between its markers and leaves the rest', () => {
    const page = 'before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n'
    expect(between(page, 'new')).toBe('before\n<!-- bench -->\n\nnew\n\n<!-- /bench -->\nafter\n')
    expect(between(between(page, 'newer'), 'new')).toBe(between(page, 'new'))
    expect(() => between('before', 'new')).toThrow('<!-- bench -->')
  })

  it('says the machine before anything else', () => {
    const [first = ''] = markdown(result, 'plot.svg').split('\n')
    expect(first).toMatch(/^2 × processor; Electron 1\.2\.3\./)
  })

  it('draws a pair of bars for what bare Electron has too, the longer one over the whole width', () => {
    const bars = [
      ...plot(result).matchAll(/<rect class="(\w+)" x="250" y="\d+" width="([\d.]+)" height="14"/g),
    ]
    expect(bars.map(([, name, length]) => [name, Number(length)])).toEqual([
      ['latchkey', 330],
      ['bare', 220],
      ['latchkey', 330],
      ['bare', 264],
    ])
  })
})
