import { describe, expect, it } from 'vitest'
import { english } from '../common/english.fake.ts'
import { piecesOf } from './line-breaks.ts'
import { optionLine, helpUsage } from './usage.ts'
import { optionsOf, verbNames } from './verbs.ts'

const helpIn = (columns: number, verb?: string) => {
  const stdout = { isTTY: true, columns, coloured: false, write: async () => {} }
  return helpUsage({ text: english, stdout }, ...(verb?.split(' ') ?? [])).text
}

const words = (text: string) => text.split(/\s+/).join(' ')

describe.each([undefined, ...verbNames])('the help of %s', verb => {
  it.each([40, 60, 80, 100])('stays within a terminal of %i columns, and says the same', columns => {
    const lines = helpIn(columns, verb).split('\n')
    expect(lines.filter(line => line.length > columns && piecesOf(line.trim()).length > 1)).toEqual([])
    expect(words(lines.join('\n'))).toBe(words(helpIn(100, verb)))
  })

  it('is read as well where lines could be very long', () => {
    expect(helpIn(500, verb)).toBe(helpIn(100, verb))
  })

  it('is there where there is room for hardly a word', () => {
    expect(words(helpIn(1, verb))).toBe(words(helpIn(100, verb)))
  })
})

it('the help of each verb tells of every option, whose value stays with it', () => {
  for (const verb of verbNames) {
    for (const option of optionsOf(verb)) expect(helpIn(40, verb)).toContain(`  ${optionLine(option)}  `)
  }
})

it('the help of all has every command', () => {
  for (const verb of verbNames.filter(name => name !== '--version')) {
    expect(helpIn(60)).toMatch(new RegExp(`^  ${verb}  `, 'm'))
  }
})
