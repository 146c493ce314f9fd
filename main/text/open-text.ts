import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, parse } from 'node:path'
import { createText, type Language, type Text } from '../../common/text.ts'
import { chooseLanguage, ENGLISH } from '../../common/choose-language.ts'

interface Options {
  /** The folder with a module for each language, named after it. */
  readonly folder: string
  /** The person's languages, most preferred first. */
  readonly preferred: readonly string[]
  readonly report: (what: string, error: unknown) => void
}

/** The text in the person's language, or in English if that cannot be read. Throws if English cannot be read either. */
export function openText({ folder, preferred, report }: Options): Text {
  const language = chooseLanguage(preferred, available(folder))
  try {
    return read(folder, language)
  } catch (error) {
    if (language === ENGLISH) throw error
    report(`The text in ${language} cannot be read: it is in English`, error)
    return read(folder, ENGLISH)
  }
}

const available = (folder: string): string[] =>
  readdirSync(folder)
    .map(file => parse(file))
    .filter(({ ext }) => ext === '.js')
    .map(({ name }) => name)

function read(folder: string, language: string): Text {
  const file = join(folder, `${language}.js`)
  const loaded = createRequire(file)(file) as Partial<Language>
  // A file that was cut off does not count.
  if (loaded.language !== language || loaded.messages === undefined) throw new Error(`${file} holds no text`)
  return createText({ language, messages: loaded.messages })
}
