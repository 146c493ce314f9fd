import { describe, expect, it } from 'vitest'
import { commandAt } from '../common/command-at.ts'
import { Failure } from './failure.ts'
import { parse, verbOf } from './parse.ts'
import { optionNames, optionsOf, valueOf, verbNames, verbs } from './verbs.ts'

describe('a command line', () => {
  it.each([
    ['status', { verb: 'status' }],
    ['-h', { verb: 'help' }],
    ['--help keys add', { verb: 'keys add', flags: new Set(['help']) }],
    ['-V --json', { verb: '--version', flags: new Set(['json']) }],
    ['--for=--once token', { verb: 'token', values: { for: '--once' } }],
    ['token --server -', { values: { server: '-' } }],
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
    ['run --for -- ls', 'value', '--for'],
    ['run --for x --for y -- ls', 'unknown', '--for'],
    ['token --server=', 'value', '--server'],
    ['completion', 'lacking', 'SHELL'],
    ['--json', 'lacking', 'COMMAND'],
    ['--for backup', 'lacking', 'COMMAND'],
    ['-- status', 'lacking', 'COMMAND'],
    ['--json stauts', 'unknown-verb', 'stauts'],
    ['--version status', 'unknown', '--version'],
    ['--log-level=3 status', 'unknown', '--log-level'],
  ])('%s is refused: %s %s', (command, reason, detail) => {
    expect(() => parse(command.split(' '))).toThrow(
      expect.objectContaining({ reason, detail, exit: 'usage' }),
    )
  })

  it('that lacks nothing is understood for every verb', () => {
    for (const name of verbNames) expect(parse(whole(name, [])).verb).toBe(name)
  })
})

/** A command that lacks nothing, with this in front of so many of its words. */
function whole(verb: (typeof verbNames)[number], option: readonly string[], before = 0): readonly string[] {
  const { arguments: wanted = [], program = false } = verbs[verb]
  const given = wanted.map(({ value }) => (value === 'SHELL' ? 'bash' : 'status'))
  const words = [...verb.split(' '), ...given].toSpliced(before, 0, ...option)
  return [...words, ...(program ? ['--', 'ls'] : [])]
}

describe.each(verbNames)('an option of %s', verb => {
  const behind = whole(verb, []).filter(word => word !== '--' && word !== 'ls').length
  const outcome = (command: readonly string[]) => {
    try {
      return parse(command)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return { reason: error.reason, detail: error.detail, of: verbOf(command) }
    }
  }

  it.each(optionNames)('means the same wherever it stands: --%s', name => {
    const texts = { NAME: 'Living Room', SERVER: 'HOME', PRESET: 'kometa', PATH: '/tmp/a' }
    const kind = valueOf(name)
    const value = kind === null ? undefined : texts[kind as keyof typeof texts]
    const ways = value === undefined ? [[`--${name}`]] : [[`--${name}`, value], [`--${name}=${value}`]]
    const expected = outcome(whole(verb, ways[0] ?? [], behind))
    expect('reason' in expected).toBe(!optionsOf(verb).includes(name))
    for (const way of ways) {
      for (let before = 0; before <= behind; before++) {
        const command = whole(verb, way, before)
        expect(outcome(command), command.join(' ')).toEqual(expected)
        expect(commandAt(command), command.join(' ')).toBe(0)
      }
    }
  })
})
