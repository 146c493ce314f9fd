import { presetNames } from '../common/presets.ts'
import { ended, type Text } from '../common/text.ts'
import { columns } from './columns.ts'
import { usage } from './failure.ts'
import { piecesOf } from './line-breaks.ts'
import type { Said, Surroundings } from './surroundings.ts'
import type { OptionName } from '../common/command-options.ts'
import { wrapped } from './wrap.ts'
import { optionsOf, valueOf, type VerbName, verbNames, verbs } from './verbs.ts'

/** As help and the man page write it: `--for NAME`. */
export const optionLine = (name: OptionName): string => {
  const value = valueOf(name)
  return value === null ? `--${name}` : `--${name} ${value}`
}

/** A verb with all that may come behind it, in parts that stay whole. */
export function usageParts(name: VerbName): readonly string[] {
  const { arguments: given = [], program = false } = verbs[name]
  const own = optionsOf(name).filter(option => option !== 'help')
  return [
    `latchkey ${name}`,
    ...given.map(({ value, optional }) => (optional === true ? `[${value}]` : value)),
    ...own.map(option => `[${optionLine(option)}]`),
    ...(program ? ['-- PROGRAM', '[ARGUMENT…]'] : []),
  ]
}

/** Where lines are read best. */
const WIDEST = 100

/** What `help` says, of all verbs or of one. */
export function helpUsage(
  { text, stdout }: Pick<Surroundings, 'text' | 'stdout'>,
  first?: string,
  second?: string,
): Said {
  const width = Math.min(stdout.columns, WIDEST)
  if (first === undefined) return { data: { verbs: verbNames }, text: overview(text, width) }
  const name = [first, second].filter(word => word !== undefined).join(' ')
  const verb = verbNames.find(one => one === name)
  if (verb === undefined) throw usage('unknown-verb', name)
  const data = { verb, usage: usageParts(verb).join(' '), options: optionsOf(verb) }
  return { data, text: ofVerb(text, verb, width) }
}

function overview(text: Text, width: number): string {
  const shown = verbNames.filter(name => !name.startsWith('-'))
  return [
    wrapped(piecesOf(text('cli.about')), width),
    '',
    text('cli.help.usage', { line: 'latchkey [COMMAND]' }),
    '',
    text('cli.help.commands'),
    ...inColumns(
      shown.map(name => [name, text(verbs[name].text)]),
      width,
    ),
    '',
    wrapped(piecesOf(text('cli.help.more')), width),
  ].join('\n')
}

function ofVerb(text: Text, verb: VerbName, width: number): string {
  const { text: does, more } = verbs[verb]
  const under = verbNames.filter(name => name.startsWith(`${verb} `))
  const takesPreset = optionsOf(verb).includes('as')
  const [before = ''] = text('cli.help.usage', { line: '\n' }).split('\n')
  const usages = [verb, ...under].map((name, at) => {
    const [first = '', ...parts] = usageParts(name).map(part => `${part} `)
    const whole = [`${at === 0 ? before : ' '.repeat(columns(before))}${first}`, ...parts]
    return wrapped(whole, width, columns(before) + 'latchkey '.length)
  })
  return [
    ...usages,
    '',
    wrapped(piecesOf(ended(text(does))), width),
    ...(more === undefined ? [] : [wrapped(piecesOf(text(more)), width)]),
    '',
    text('cli.help.options'),
    ...inColumns(
      optionsOf(verb).map(name => [optionLine(name), text(`cli.options.${name}`)]),
      width,
    ),
    ...(takesPreset
      ? ['', wrapped(piecesOf(text('cli.help.presets', { names: text.list(presetNames) })), width)]
      : []),
  ].join('\n')
}

const NARROWEST = 20

/** Two columns. */
function inColumns(rows: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.max(...rows.map(([name]) => columns(name))) + 4
  return rows.map(([name, says]) => {
    const lines = wrapped(piecesOf(says), Math.max(NARROWEST, width - left)).split('\n')
    return `  ${name}${' '.repeat(left - 2 - columns(name))}` + lines.join(`\n${' '.repeat(left)}`)
  })
}
