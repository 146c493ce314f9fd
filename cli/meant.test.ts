import { describe, expect, it } from 'vitest'
import { english } from '../common/english.fake.ts'
import { Failure } from './failure.ts'
import { unmarked } from './line-breaks.ts'
import { parse, verbOf } from './parse.ts'
import { optionsOf, valueOf, values, verbNames, verbs } from './verbs.ts'
import { wordsFor } from './words.ts'

/** Everywhere that a text can be given: behind an option of a verb, or as its argument. */
const places = verbNames.flatMap(verb => {
  const { arguments: wanted = [], program = false } = verbs[verb]
  const behind = program ? ['--', 'ls'] : []
  const given: readonly string[] = wanted.map(({ value }) => (value === 'SHELL' ? 'bash' : 'status'))
  const words = verb.split(' ')
  const ofOptions = optionsOf(verb).flatMap(name => {
    const kind = valueOf(name)
    return kind === null
      ? []
      : [
          {
            where: `${verb} --${name}`,
            kind,
            place: `--${name}`,
            with: (text: string) => [...words, ...given, `--${name}=${text}`, ...behind],
          },
        ]
  })
  const ofArguments = wanted.map(({ value }, at) => ({
    where: `${verb} ${value}`,
    kind: value,
    place: value,
    with: (text: string) => [...words, ...given.toSpliced(at, 1, text), ...behind],
  }))
  return [...ofOptions, ...ofArguments]
})

const names = places.filter(({ kind }) => values[kind] === null)
const paths = places.filter(({ kind }) => values[kind] === 'files')
const choices = places.filter(({ kind }) => Array.isArray(values[kind]))

function outcome(command: readonly string[]): unknown {
  try {
    const { values, arguments: given } = parse(command)
    return [...Object.values(values), ...given]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const words = unmarked(wordsFor(english, error, verbOf(command)))
    expect(words).toMatch(/^\P{Cc}+\. \P{Cc}+\.$/u)
    expect(words.length).toBeLessThan(300)
    return { reason: error.reason, exit: error.exit, detail: error.detail }
  }
}

const refusal = (reason: string, detail: string) => ({ reason, exit: 'usage', detail })

describe.each(names)('a name, as of $where,', ({ with: commandWith, place }) => {
  it.each([
    ['of letters', 'Kometa', 'Kometa'],
    ['with marks of languages and a family', 'שלום\u200f 👩\u200d👧', 'שלום\u200f 👩\u200d👧'],
    ['with more spaces than one sees', '  my   backup ', 'my backup'],
    ['as long as it can be', 'x'.repeat(200), 'x'.repeat(200)],
  ])('%s is taken as it is seen', (_what, text, taken) => {
    expect(outcome(commandWith(text))).toContain(taken)
  })

  it.each([
    ['that is empty', '', 'value'],
    ['of spaces alone', '   ', 'unreadable'],
    ['that nobody sees', '\u200b\u2060', 'unreadable'],
    ['of two lines', 'one\ntwo', 'unreadable'],
    ['with a tab', 'one\ttwo', 'unreadable'],
    ['with the beginning of a colour', '\u001b[31mred', 'unreadable'],
    ['that turns text around', 'gpj.\u202etxt', 'unreadable'],
    ['with half a letter', 'a\ud800', 'unreadable'],
    ['with what is no letter at all', 'a\uffff', 'unreadable'],
    ['that is too long', 'x'.repeat(201), 'name-too-long'],
    ['that is far too long', 'x'.repeat(100_000), 'name-too-long'],
  ])('%s is refused with what is wrong', (_what, text, reason) => {
    expect(outcome(commandWith(text))).toEqual(refusal(reason, place))
  })
})

describe.each(paths)('a path, as of $where,', ({ with: commandWith, place }) => {
  it.each([
    ['with what a path may have', '/tmp/a\n\u202e b'],
    ['of a space', ' '],
    ['as long as it can be', `/${'x'.repeat(4_095)}`],
  ])('%s is taken as it is', (_what, text) => {
    expect(outcome(commandWith(text))).toContain(text)
  })

  it.each([
    ['that is empty', '', 'value'],
    ['that is too long', `/${'x'.repeat(4_096)}`, 'path-too-long'],
    ['that is too long in its folder', 'x'.repeat(4_096), 'path-too-long'],
  ])('%s is refused with what is wrong', (_what, text, reason) => {
    expect(outcome(commandWith(text))).toEqual(refusal(reason, place))
  })
})

describe.each(choices)('a choice, as of $where,', ({ with: commandWith, place, kind }) => {
  const shown = (text: string) => (place.startsWith('-') ? `${place} ${text}` : text)
  it('is taken if it is one', () => {
    for (const text of values[kind] ?? []) expect(outcome(commandWith(text))).toContain(text)
  })

  it.each([
    ['that is empty', '', place],
    ['in capitals', 'KOMETA', shown('KOMETA')],
    ['with a space', ' kometa', shown(' kometa')],
    ['that rings', 'kometa\u0007', shown('kometa\u0007')],
    ['that is far too long', 'x'.repeat(100_000), `${shown('x'.repeat(100)).slice(0, 100)}…`],
  ])('%s is refused with what is wrong', (_what, text, detail) => {
    expect(outcome(commandWith(text))).toEqual(refusal('value', detail))
  })
})

it('there are such places', () => {
  expect([names.length, paths.length, choices.length]).toEqual([7, 2, 3])
})
