import { commandOptions, type OptionName } from '../common/command-options.ts'
import { presetNames } from '../common/presets.ts'
import type { TextKey } from '../common/text.ts'

/** What an option or an argument is given: how help calls it, and which words complete it. */
export const values = {
  NAME: null,
  SERVER: null,
  PATH: 'files',
  PRESET: presetNames,
  SHELL: ['bash', 'zsh', 'fish'],
  COMMAND: 'verbs',
} as const satisfies Readonly<Record<string, readonly string[] | 'files' | 'verbs' | null>>

export type Value = keyof typeof values

export const valueOf = (name: OptionName): Value | null => commandOptions[name]

export const optionNames = Object.keys(commandOptions) as readonly OptionName[]

interface Verb {
  readonly arguments?: readonly { readonly value: Value; readonly optional?: true }[]
  /** Beside `--json` and `--help`, which every verb has. */
  readonly options?: readonly OptionName[]
  /** Takes a program with its arguments behind `--`. */
  readonly program?: true
  /** What it does, in a line. */
  readonly text: TextKey
  /** What else there is to know of it. */
  readonly more?: TextKey
}

/** Every verb. With the options (command-options.ts), parsing, help, the man page, the completions and the tests are made from this table. */
const table = {
  status: { text: 'cli.verbs.status.does', more: 'cli.verbs.status.more' },
  'sign-in': { options: ['open'], text: 'cli.verbs.sign-in.does', more: 'cli.verbs.sign-in.more' },
  'sign-out': { options: ['keys'], text: 'cli.verbs.sign-out.does', more: 'cli.verbs.sign-out.more' },
  run: {
    options: ['for', 'as', 'server', 'probe', 'once', 'no-wait'],
    program: true,
    text: 'cli.verbs.run.does',
    more: 'cli.verbs.run.more',
  },
  token: {
    options: ['for', 'server', 'header', 'show', 'no-wait'],
    text: 'cli.verbs.token.does',
    more: 'cli.verbs.token.more',
  },
  keys: { text: 'cli.verbs.keys.does' },
  'keys list': { text: 'cli.verbs.list.does' },
  'keys add': {
    arguments: [{ value: 'NAME' }],
    options: ['as', 'server', 'program', 'write'],
    text: 'cli.verbs.add.does',
    more: 'cli.verbs.add.more',
  },
  'keys revoke': {
    arguments: [{ value: 'NAME' }],
    text: 'cli.verbs.revoke.does',
    more: 'cli.verbs.revoke.more',
  },
  servers: { options: ['probe'], text: 'cli.verbs.servers.does', more: 'cli.verbs.servers.more' },
  presets: { text: 'cli.verbs.presets.does' },
  doctor: { text: 'cli.verbs.doctor.does', more: 'cli.verbs.doctor.more' },
  completion: {
    arguments: [{ value: 'SHELL' }],
    text: 'cli.verbs.completion.does',
    more: 'cli.verbs.completion.more',
  },
  'install-command': {
    text: 'cli.verbs.install-command.does',
    more: 'cli.verbs.install-command.more',
  },
  help: {
    arguments: [
      { value: 'COMMAND', optional: true },
      { value: 'COMMAND', optional: true },
    ],
    text: 'cli.verbs.help.does',
  },
  '--version': { text: 'cli.verbs.version.does' },
} as const satisfies Readonly<Record<string, Verb>>

export type VerbName = keyof typeof table

export const verbs: Readonly<Record<VerbName, Verb>> = table

export const verbNames = Object.keys(table) as readonly VerbName[]

/** What comes first on a command line. */
export const firstWords = verbNames.filter(name => !name.includes(' '))

/** The words behind a first one. */
export const secondWords = (first: string): readonly string[] =>
  verbNames.filter(name => name.startsWith(`${first} `)).map(name => name.slice(first.length + 1))

const EVERYWHERE = ['json', 'help'] as const satisfies readonly OptionName[]

export const optionsOf = (name: VerbName): readonly OptionName[] => [
  ...(verbs[name].options ?? []),
  ...EVERYWHERE,
]
