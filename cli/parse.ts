import { parseArgs } from 'node:util'
import { commandOptions, type OptionName } from '../common/command-options.ts'
import { usage } from './failure.ts'
import { meant } from './meant.ts'
import { optionsOf, type Value, valueOf, type VerbName, verbNames, verbs } from './verbs.ts'

/** A command line that was understood. */
export interface Parsed {
  readonly verb: VerbName
  readonly values: Readonly<Partial<Record<OptionName, string>>>
  readonly flags: ReadonlySet<OptionName>
  readonly arguments: readonly string[]
  /** What comes behind `--`; empty where nothing does. */
  readonly program: readonly string[]
}

/** A command line in its parts, whatever they may be. An option means the same before the verb as behind it. */
interface Parts {
  readonly words: readonly string[]
  readonly options: readonly Given[]
  /** Undefined where there is no `--`. */
  readonly program: readonly string[] | undefined
}

interface Given {
  readonly name: string
  /** As it was written. */
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

/** The verb of a command line, as far as there is one. */
export const verbOf = (command: readonly string[]): string => verbIn(partsOf(command).words)

const verbIn = ([first = '', second = '']: readonly string[]): string =>
  isVerb(`${first} ${second}`) ? `${first} ${second}` : first

const isVerb = (words: string): words is VerbName => verbNames.includes(words as VerbName)

/** Reads a command line. Throws a `Failure` that names what is wrong with it. */
export function parse(command: readonly string[]): Parsed {
  const parts = partsOf(command)
  const { words, options } = parts
  if (words.length > 0) {
    const verb = verbIn(words)
    if (!isVerb(verb)) throw usage('unknown-verb', verb)
    return parseVerb(verb, { ...parts, words: words.slice(verb.split(' ').length) })
  }
  const asked = (['version', 'help'] as const).find(one => options.some(({ name }) => name === one))
  if (asked === undefined) throw usage('lacking', 'COMMAND')
  const others = options.filter(({ name }) => name !== asked)
  return parseVerb(asked === 'help' ? 'help' : '--version', { ...parts, options: others })
}

function partsOf(command: readonly string[]): Parts {
  const end = command.indexOf('--')
  const { tokens } = parseArgs({
    args: end < 0 ? [...command] : command.slice(0, end),
    options: parseable,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  return {
    words: tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : [])),
    options: tokens.flatMap(token => (token.kind === 'option' ? [token] : [])),
    program: end < 0 ? undefined : command.slice(end + 1),
  }
}

const parseable = {
  ...Object.fromEntries(
    Object.entries(commandOptions).map(([name, value]) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  ),
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

function parseVerb(verb: VerbName, { words, options, program }: Parts): Parsed {
  const values = new Map<OptionName, string>()
  const flags = new Set<OptionName>()
  const known = optionsOf(verb)
  for (const option of options) {
    const name = known.find(one => one === option.name)
    if (name === undefined || values.has(name) || flags.has(name)) throw usage('unknown', option.rawName)
    const kind = valueOf(name)
    if (kind !== null) values.set(name, valueFor(kind, option))
    else if (option.value === undefined) flags.add(name)
    else throw usage('value', option.rawName)
  }
  const parsed = { verb, flags, values: Object.fromEntries(values), program: program ?? [] }
  if (flags.has('help')) return { ...parsed, arguments: words }
  return { ...parsed, arguments: argumentsFor(verb, words, program) }
}

/** Another option is no value, unless it is written as one: `--for=--once`. */
function valueFor(kind: Value, { rawName, value, inlineValue }: Given): string {
  if (value === undefined || (inlineValue !== true && /^-./s.test(value))) throw usage('value', rawName)
  return meant(kind, value, rawName)
}

function argumentsFor(verb: VerbName, words: readonly string[], program: readonly string[] | undefined) {
  const { arguments: wanted = [], program: takesProgram = false } = verbs[verb]
  const [unwanted] = words.slice(wanted.length)
  if (unwanted !== undefined) throw usage('unknown', unwanted)
  const missing = wanted.slice(words.length).find(({ optional }) => optional !== true)
  if (missing !== undefined) throw usage('lacking', missing.value)
  if (program !== undefined && !takesProgram) throw usage('unknown', '--')
  if (takesProgram && (program ?? []).length === 0) throw usage('lacking', '-- PROGRAM')
  return wanted.slice(0, words.length).map(({ value }, at) => meant(value, words[at] ?? '', value))
}
