import { presetNames } from '../common/presets.ts'
import type { Text } from '../common/text.ts'
import { columns } from './columns.ts'
import { Failure } from './failure.ts'
import type { Said } from './surroundings.ts'
import type { OptionName } from '../common/command-options.ts'
import { firstWords, optionsOf, valueOf, type VerbName, verbNames, verbs } from './verbs.ts'

/** As help and the man page write it: `--for NAME`. */
export const optionLine = (name: OptionName): string => {
  const value = valueOf(name)
  return value === null ? `--${name}` : `--${name} ${value}`
}

/** A verb with all that may come behind it. */
export function usageLine(name: VerbName): string {
  const { arguments: given = [], program = false } = verbs[name]
  const own = optionsOf(name).filter(option => option !== 'help')
  return [
    'latchkey',
    name,
    ...given.map(({ value, optional }) => (optional === true ? `[${value}]` : value)),
    ...own.map(option => `[${optionLine(option)}]`),
    ...(program ? ['-- PROGRAM [ARGUMENT…]'] : []),
  ].join(' ')
}

/** Two columns. */
function inColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => columns(left)))
  return rows.map(([left, right]) => `  ${left}${' '.repeat(width - columns(left))}  ${right}`)
}

/** What `help` says, of all verbs or of one. */
export function helpUsage(text: Text, first?: string, second?: string): Said {
  if (first === undefined) return { data: { verbs: verbNames }, text: overview(text) }
  const name = [first, second].filter(word => word !== undefined).join(' ')
  if (!verbNames.includes(name as VerbName)) throw new Failure('unknown-verb', 'usage', { detail: name })
  const verb = name as VerbName
  return { data: { verb, usage: usageLine(verb), options: optionsOf(verb) }, text: ofVerb(text, verb) }
}

function overview(text: Text): string {
  const shown = firstWords.filter(name => !name.startsWith('-'))
  return [
    text('cli.about'),
    '',
    text('cli.help.usage', { line: 'latchkey [COMMAND]' }),
    '',
    text('cli.help.commands'),
    ...inColumns(shown.map(name => [name, text(verbs[name].text)] as const)),
    '',
    text('cli.help.more'),
  ].join('\n')
}

function ofVerb(text: Text, verb: VerbName): string {
  const { text: does, more } = verbs[verb]
  const under = verbNames.filter(name => name.startsWith(`${verb} `))
  const takesPreset = optionsOf(verb).includes('as')
  return [
    text('cli.help.usage', { line: usageLine(verb) }),
    ...under.map(name => `       ${usageLine(name)}`),
    '',
    `${text(does)}.`,
    ...(more === undefined ? [] : [text(more)]),
    '',
    text('cli.help.options'),
    ...inColumns(optionsOf(verb).map(name => [optionLine(name), text(`cli.options.${name}`)] as const)),
    ...(takesPreset ? ['', text('cli.help.presets', { names: text.list(presetNames) })] : []),
  ].join('\n')
}
