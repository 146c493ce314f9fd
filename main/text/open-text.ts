import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chooseLanguage, ENGLISH } from '../../common/choose-language.ts'
import { SYSTEM } from '../../common/languages.ts'
import { createText, type Language, type Messages, type TextPart } from '../../common/text.ts'

interface Options {
  /** The folder with a folder for each language, named after it. */
  readonly folder: string
  readonly parts: readonly TextPart[]
  /** The person's languages, as the system has them, most preferred first. */
  readonly preferred: readonly string[]
  readonly report: (what: string, error: unknown) => void
}

/** The app's text, and the language that it is in. */
export type SpokenText = ReturnType<typeof openText>

/**
 * The text in the person's language, or in English if that cannot be read. Throws if English cannot be read either.
 */
export function openText({ folder, parts, preferred, report }: Options) {
  const languages = readdirSync(folder)
  const loaded = new Set(parts)
  const load = (language: string) => read(folder, language, [...loaded])
  const bestOf = (chosen: string) =>
    chooseLanguage(chosen === SYSTEM ? preferred : [chosen, ...preferred], languages)

  function first(): Language {
    const language = bestOf(SYSTEM)
    try {
      return load(language)
    } catch (error) {
      if (language === ENGLISH) throw error
      report(`The text in ${language} cannot be read: it is in English`, error)
      return load(ENGLISH)
    }
  }
  let spoken = first()

  const choose = (chosen: string): boolean => {
    const language = bestOf(chosen)
    if (language === spoken.language) return false
    try {
      const next = load(language)
      // An upgrade may have put it there, beside the code that runs.
      if (next.release !== spoken.release) throw new Error(`It is of another release: ${next.release}`)
      spoken = next
      return true
    } catch (error) {
      report(`The text in ${language} cannot be read: it stays in ${spoken.language}`, error)
      return false
    }
  }

  const add = (part: TextPart) => {
    if (loaded.has(part)) return
    const { messages } = read(folder, spoken.language, [part])
    loaded.add(part)
    spoken = { ...spoken, messages: { ...spoken.messages, ...messages } }
  }

  return {
    text: createText(() => spoken),
    /** The languages that there are. */
    languages,
    /** Goes over to the language that the person chose, or to the system's. Returns whether it is another one. */
    choose,
    /** Loads one more part, of this language and of those that are chosen later. Throws if it cannot be read. */
    add,
  }
}

function read(folder: string, language: string, parts: readonly TextPart[]): Language {
  let release: string | undefined
  const messages = parts.map((part): Messages => {
    const file = join(folder, language, `${part}.js`)
    const loaded = createRequire(file)(file) as Partial<Language>
    // A file that was cut off does not count.
    if (loaded.language !== language || loaded.messages === undefined)
      throw new Error(`${file} holds no text`)
    release = loaded.release
    return loaded.messages
  })
  return { language, messages: Object.assign({}, ...messages) as Messages, release }
}
