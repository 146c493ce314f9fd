import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chooseLanguage, ENGLISH } from '../common/choose-language.ts'
import type { Environment } from '../common/given-environment.ts'
import { createText, type Language, type Messages, type Text, type TextPart } from '../common/text.ts'

/**
 * The languages of a terminal, most preferred first, as POSIX and gettext have them decided: `de_AT.UTF-8`. `C` stands for
 * none, and then LANGUAGE does not count.
 */
export function languagesOf({ LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: Environment): string[] {
  const locale = languageIn(LC_ALL || LC_MESSAGES || LANG || '')
  if (locale === null) return [ENGLISH]
  return [...(LANGUAGE ?? '').split(':').flatMap(name => languageIn(name) ?? []), locale]
}

function languageIn(locale: string): string | null {
  const [, language, country] = /^([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@]|$)/.exec(locale) ?? []
  if (language === undefined) return null
  return country === undefined ? language : `${language}-${country}`
}

/**
 * These parts of the text in the first of these languages that there is, or in English if it cannot be read. It is read
 * when something is said, and fails then if there is none.
 * @param folder with a folder for each language, named after it
 */
export function openText(folder: string, parts: readonly TextPart[], preferred: readonly string[]): Text {
  let spoken: Language | undefined
  return createText(() => (spoken ??= readFirst(folder, parts, preferred)))
}

function readFirst(folder: string, parts: readonly TextPart[], preferred: readonly string[]): Language {
  const language = chooseLanguage(preferred, readdirSync(folder))
  try {
    return read(folder, language, parts)
  } catch (error) {
    if (language === ENGLISH) throw error
    return read(folder, ENGLISH, parts)
  }
}

function read(folder: string, language: string, parts: readonly TextPart[]): Language {
  const messages = parts.map((part): Messages => {
    const file = join(folder, language, `${part}.js`)
    const loaded = createRequire(file)(file) as Partial<Language>
    // A file that was cut off does not count.
    if (loaded.language !== language || loaded.messages === undefined)
      throw new Error(`${file} holds no text`)
    return loaded.messages
  })
  return { language, messages: Object.assign({}, ...messages) as Messages }
}
