import { parseArgs } from 'node:util'
import { Failure } from './failure.ts'
import { options, type OptionName, optionsOf, values, type VerbName, verbNames, verbs } from './verbs.ts'

/** A command line that was understood. */
export interface Parsed {
  readonly verb: VerbName
  readonly values: Readonly<Partial<Record<OptionName, string>>>
  readonly flags: ReadonlySet<OptionName>
  readonly arguments: readonly string[]
  /** What comes behind `--`; empty where nothing does. */
  readonly program: readonly string[]
}

const usage = (reason: 'unknown-verb' | 'unknown' | 'lacking' | 'value', detail: string) =>
  new Failure(reason, 'usage', { detail })

/** The verb that a command line begins with, as far as there is one. */
export const verbOf = ([first = '', second = '']: readonly string[]): string =>
  verbNames.includes(`${first} ${second}` as VerbName) ? `${first} ${second}` : first

/** Reads a command line, from its verb on. Throws a `Failure` that names what is wrong with it. */
export function parse(command: readonly string[]): Parsed {
  const [first = ''] = command
  if (first === '--help' || first === '-h') return parse(['help', ...command.slice(1)])
  if (first === '-V') return parse(['--version', ...command.slice(1)])
  const verb = verbOf(command)
  if (!verbNames.includes(verb as VerbName)) throw usage('unknown-verb', first)
  return parseVerb(verb as VerbName, command.slice(verb.split(' ').length))
}

function parseVerb(verb: VerbName, given: readonly string[]): Parsed {
  const end = given.indexOf('--')
  const own = end < 0 ? given : given.slice(0, end)
  const program = end < 0 ? [] : given.slice(end + 1)
  const { tokens } = read(verb, own)
  const found = {
    values: new Map<OptionName, string>(),
    flags: new Set<OptionName>(),
    arguments: [] as string[],
  }
  for (const token of tokens) {
    if (token.kind === 'positional') found.arguments.push(token.value)
    if (token.kind !== 'option') continue
    const name = token.name as OptionName
    if (found.values.has(name) || found.flags.has(name)) throw usage('unknown', token.rawName)
    if (token.value === undefined) found.flags.add(name)
    else found.values.set(name, meant(name, token.value))
  }
  const parsed = { verb, ...found, values: Object.fromEntries(found.values), program }
  if (!found.flags.has('help')) requireArguments(parsed, end >= 0)
  return parsed
}

function read(verb: VerbName, own: readonly string[]) {
  const known = optionsOf(verb).map(name => [
    name,
    {
      type: options[name].value === null ? 'boolean' : 'string',
      ...(name === 'help' ? { short: 'h' } : {}),
    } as const,
  ])
  try {
    return parseArgs({
      args: [...own],
      options: Object.fromEntries(known),
      allowPositionals: true,
      strict: true,
      tokens: true,
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // It names the argument, in quotation marks.
    const [, named = ''] = /'([^']*)'/.exec(message) ?? []
    throw usage(code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' ? 'value' : 'unknown', named)
  }
}

/** A value, where only some are possible. */
function meant(name: OptionName, value: string): string {
  const { value: kind } = options[name]
  const possible: readonly string[] | string | null = kind === null ? null : values[kind]
  if (value === '' || (Array.isArray(possible) && !possible.includes(value)))
    throw usage('value', `--${name} ${value}`.trim())
  return value
}

function requireArguments({ verb, arguments: given, program }: Parsed, hasDashes: boolean) {
  const { arguments: wanted = [], program: takesProgram = false } = verbs[verb]
  const [unwanted] = given.slice(wanted.length)
  if (unwanted !== undefined) throw usage('unknown', unwanted)
  const missing = wanted.slice(given.length).find(({ optional }) => optional !== true)
  if (missing !== undefined) throw usage('lacking', missing.value)
  if (hasDashes && !takesProgram) throw usage('unknown', '--')
  if (takesProgram && program.length === 0) throw usage('lacking', '-- PROGRAM')
}
