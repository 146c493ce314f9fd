import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, parse } from 'node:path'
import { chooseLanguage, ENGLISH } from '../common/choose-language.ts'
import type { Environment } from '../common/given-environment.ts'
import { createText, type Language, type Text } from '../common/text.ts'

/** The language of a terminal, as POSIX has it decided: `de_AT.UTF-8`; `C` stands for none. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): string {
  const [, language, country] =
    /^([a-z]{2,3})(?:_([A-Z]{2}))?/.exec(LC_ALL || LC_MESSAGES || LANG || '') ?? []
  if (language === undefined) return ENGLISH
  return country === undefined ? language : `${language}-${country}`
}

/** The text in the language of the terminal, or in English if that cannot be read. */
export function openText(folder: string, environment: Environment): Text {
  const available = readdirSync(folder)
    .map(file => parse(file))
    .filter(({ ext }) => ext === '.js')
    .map(({ name }) => name)
  const language = chooseLanguage([languageOf(environment)], available)
  try {
    return read(folder, language)
  } catch (error) {
    if (language === ENGLISH) throw error
    return read(folder, ENGLISH)
  }
}

function read(folder: string, language: string): Text {
  const file = join(folder, `${language}.js`)
  const loaded = createRequire(file)(file) as Partial<Language>
  // A file that was cut off does not count.
  if (loaded.language !== language || loaded.messages === undefined) throw new Error(`${file} holds no text`)
  return createText({ language, messages: loaded.messages })
}
