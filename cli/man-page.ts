import { type ExitName, exitCodes } from '../common/access.ts'
import { presetNames, presets } from '../common/presets.ts'
import { variableNames } from '../common/preset-variables.ts'
import { ended, type Text } from '../common/text.ts'
import { BETWEEN_WORDS } from './line-breaks.ts'
import { optionLine, usageParts } from './usage.ts'
import { optionsOf, verbNames, verbs } from './verbs.ts'

const BREAK = '\u200b'

/** Text as roff takes it: nothing in it is a request, a hyphen stays one that can be copied, and it is ASCII. */
const roff = (words: string): string =>
  words
    .replaceAll(BETWEEN_WORDS, BREAK)
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1')
    .replaceAll(/[^\0-\u007f]/gu, letter =>
      letter === BREAK ? '\\:' : `\\[u${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`,
    )

/** On one line. */
const whole = (words: string) => roff(words).replaceAll(' ', '\\ ')
const bold = (words: string) => `\\fB${roff(words)}\\fR`
const section = (title: string) => `.SH ${roff(title)}`
const entry = (left: string, right: string) => ['.TP', bold(left), roff(right)]

/** The page for `man latchkey`, in the language of `text`. */
export function manPage(text: Text, version: string): string {
  const lines = [
    `.TH LATCHKEY 1 "" "Latchkey ${roff(version)}" "Latchkey"`,
    // Words are copied from here: none is hyphenated, and no line stretched.
    '.nh',
    '.ad l',
    section(text('package.man.name')),
    `latchkey \\- ${roff(text('cli.about'))}`,
    section(text('package.man.synopsis')),
    ...verbNames.flatMap(name => ['.HP 9', usageParts(name).map(whole).join(' ')]),
    '.PP',
    section(text('package.man.commands')),
    ...verbNames.flatMap(name => {
      const { text: does, more } = verbs[name]
      return [
        ...entry(name, ended(text(does))),
        ...(more === undefined ? [] : ['.IP', roff(text(more))]),
        ...optionsOf(name)
          .filter(option => option !== 'json' && option !== 'help')
          .flatMap(option => ['.RS', ...entry(optionLine(option), text(`cli.options.${option}`)), '.RE']),
      ]
    }),
    section(text('package.man.options')),
    ...(['json', 'help'] as const).flatMap(name => entry(optionLine(name), text(`cli.options.${name}`))),
    section(text('package.man.presets')),
    ...presetNames.flatMap(name => entry(name, `${presets[name].title}: ${text.list(variableNames(name))}`)),
    ...entry('*', `${text('cli.presets.generic')}: ${text.list(variableNames(null))}`),
    section(text('package.man.exitStatus')),
    ...(Object.keys(exitCodes) as ExitName[]).flatMap(name =>
      entry(String(exitCodes[name]), text(`cli.exits.${name}`)),
    ),
    section(text('package.man.environment')),
    ...entry('LANGUAGE, LC_ALL, LC_MESSAGES, LANG', text('cli.environment.language')),
    ...entry('NO_COLOR', text('cli.environment.colour')),
  ]
  return `${lines.join('\n')}\n`
}
