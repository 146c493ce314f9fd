import { describe, expect, it } from 'vitest'
import { cells, isHeld, type Row, typical } from './rows.ts'

const row = (rest: Partial<Row>): Row => ({ what: 'start', unit: 'ms', latchkey: [], bare: [], ...rest })

describe('a typical value', () => {
  it('is the median of ten, which one slow round does not move', () => {
    expect(typical([1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000])).toBe(5)
  })

  it('is the mean of fewer, and nothing of none', () => {
    expect([typical([1, 2, 6]), typical([])]).toEqual([3, null])
  })
})

describe('a line', () => {
  it.each([
    ['held at its very value', row({ latchkey: [250], line: { most: 250 } }), true],
    ['crossed above it', row({ latchkey: [250.1], line: { most: 250 } }), false],
    [
      'held at so many times bare Electron',
      row({ latchkey: [125], bare: [100], line: { times: 1.25 } }),
      true,
    ],
    ['crossed beyond that', row({ latchkey: [126], bare: [100], line: { times: 1.25 } }), false],
    ['neither without a value', row({ line: { most: 250 } }), null],
    ['neither without bare Electron', row({ latchkey: [1], line: { times: 1.25 } }), null],
    ['neither where there is none', row({ latchkey: [1] }), null],
  ])('is %s', (_what, given, expected) => {
    expect(isHeld(given)).toBe(expected)
  })
})

describe('the cells of a row', () => {
  it('say value, bare Electron, ratio, line, whether it is held and how often it was measured', () => {
    expect(cells(row({ latchkey: [120, 130], bare: [100, 100], line: { times: 1.2 } }))).toEqual([
      'start',
      '125 ms',
      '100 ms',
      '1.25 ×',
      '≤ 1.2 ×',
      'CROSSED',
      '2',
    ])
  })

  it('keep a digit of what is small', () => {
    expect(cells(row({ unit: '%', latchkey: [1.26], line: { most: 3 } })).slice(1)).toEqual([
      '1.3 %',
      '',
      '',
      '≤ 3 %',
      'held',
      '1',
    ])
  })

  it('compare no growth with another', () => {
    expect(cells(row({ unit: '%', latchkey: [2.4], bare: [1.6] }))[3]).toBe('')
  })

  it('tell a package in megabytes', () => {
    expect(cells(row({ unit: 'KB', latchkey: [104_720] }))[1]).toBe('105 MB')
  })
})
