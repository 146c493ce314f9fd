import { describe, expect, it } from 'vitest'
import { parse } from './parse.ts'
import { verbNames, verbs } from './verbs.ts'

describe('a command line', () => {
  it.each([
    ['status', { verb: 'status' }],
    ['-h', { verb: 'help' }],
    ['--help keys add', { verb: 'help', arguments: ['keys', 'add'] }],
    ['-V', { verb: '--version' }],
    ['keys', { verb: 'keys' }],
    ['keys list --json', { verb: 'keys list', flags: new Set(['json']) }],
    ['keys --json', { verb: 'keys', flags: new Set(['json']) }],
    [
      'keys add Kometa --as kometa --server=Home',
      { verb: 'keys add', arguments: ['Kometa'], values: { as: 'kometa', server: 'Home' } },
    ],
    ['keys revoke Kometa', { verb: 'keys revoke', arguments: ['Kometa'] }],
    ['run -- ls -l --for x', { verb: 'run', program: ['ls', '-l', '--for', 'x'], values: {} }],
    [
      'run --for x --once --no-wait -- a -- b',
      { program: ['a', '--', 'b'], values: { for: 'x' }, flags: new Set(['once', 'no-wait']) },
    ],
    ['run --help', { verb: 'run', flags: new Set(['help']), program: [] }],
  ])('%s is understood', (command, expected) => {
    expect(parse(command.split(' '))).toMatchObject(expected)
  })

  it.each([
    ['stauts', 'unknown-verb', 'stauts'],
    ['', 'unknown-verb', ''],
    ['status --bogus', 'unknown', '--bogus'],
    ['status -x', 'unknown', '-x'],
    ['status --for x', 'unknown', '--for'],
    ['status more', 'unknown', 'more'],
    ['status --json=yes', 'value', '--json'],
    ['status --', 'unknown', '--'],
    ['keys ad Kometa', 'unknown', 'ad'],
    ['keys add', 'lacking', 'NAME'],
    ['keys add Kometa --as kometta', 'value', '--as kometta'],
    ['keys add one two', 'unknown', 'two'],
    ['run ls', 'unknown', 'ls'],
    ['run', 'lacking', '-- PROGRAM'],
    ['run --for x --', 'lacking', '-- PROGRAM'],
    ['run --for -- ls', 'value', '--for <value>'],
    ['run --for x --for y -- ls', 'unknown', '--for'],
    ['token --server=', 'value', '--server'],
    ['completion', 'lacking', 'SHELL'],
  ])('%s is refused: %s %s', (command, reason, detail) => {
    expect(() => parse(command.split(' '))).toThrow(
      expect.objectContaining({ reason, detail, exit: 'usage' }),
    )
  })

  it('that lacks nothing is understood for every verb', () => {
    for (const name of verbNames) {
      const given = (verbs[name].arguments ?? []).map(() => 'status')
      const program = verbs[name].program === true ? ['--', 'ls'] : []
      expect(parse([...name.split(' '), ...given, ...program]).verb).toBe(name)
    }
  })
})
