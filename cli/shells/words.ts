import type { OptionName } from '../../common/command-options.ts'
import type { Text } from '../../common/text.ts'
import { firstWords, optionNames, type Value, valueOf, values, verbNames } from '../verbs.ts'

/** The words that a value may be; undefined for files, null where any text will do. */
export function wordsOf(value: Value): readonly string[] | undefined | null {
  const kind = values[value]
  if (kind === 'files') return undefined
  return kind === 'verbs' ? commands : kind
}

/** Verbs, each by its first word. */
export const commands = firstWords.filter(name => !name.startsWith('-'))
/** Options behind which a value comes. */
export const withValue = optionNames.filter(name => valueOf(name) !== null).map(name => `--${name}`)
/** Verbs of two words. */
export const twoWords = verbNames.filter(name => name.includes(' '))
export const described = (text: Text, name: OptionName) => text(`cli.options.${name}`)
