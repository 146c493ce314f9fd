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
  const added = new Set<TextPart>()
  /** Without a part that was added later all else can be said. */
  function load(language: string): Language {
    const whole = read(folder, language, parts)
    const more = [...added].map(part => readAdded(language, part))
    return { ...whole, messages: Object.assign({}, whole.messages, ...more) as Messages }
  }

  function readAdded(language: string, part: TextPart): Messages {
    try {
      return read(folder, language, [part]).messages
    } catch (error) {
      if (language === ENGLISH) throw error
      report(`A part of the text in ${language} cannot be read: it is in English`, error)
      return read(folder, ENGLISH, [part]).messages
    }
  }

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
    if (added.has(part)) return
    const messages = readAdded(spoken.language, part)
    added.add(part)
    spoken = { ...spoken, messages: { ...spoken.messages, ...messages } }
  }

  return {
    text: createText(() => spoken),
    /** The languages that there are. */
    languages,
    /** Goes over to the language that the person chose, or to the system's. Returns whether it is another one. */
    choose,
    /**
     * Loads one more part, of this language and of those that are chosen later, or in English where it cannot be read.
     * Throws if English cannot be read either.
     */
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
