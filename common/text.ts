import type english from './locales/en.json'

type KeyOf<Part, Path extends string = ''> = {
  [Name in keyof Part & string]: Part[Name] extends string
    ? `${Path}${Name}`
    : KeyOf<Part[Name], `${Path}${Name}.`>
}[keyof Part & string]

type Key = KeyOf<typeof english>
type Values = Readonly<Record<string, string | number>>

/** A catalogue as scripts/build/catalogue.mjs compiles it: each message is a function. */
export type Messages = Readonly<Record<Key, (values: Values) => string>>

/** A language, as `dist/text` has it. */
export interface Language {
  /** As BCP 47 writes it. */
  readonly language: string
  readonly messages: Messages
}

/** Text for people in one language, by its key in the catalogue. A key that is not there does not compile. */
export interface Text {
  (key: Key, values?: Values): string
  /** As BCP 47 writes it. */
  readonly language: string
  /** The day in this computer's time zone, with the month in words, all on one line. */
  readonly longDate: (moment: Date) => string
  /** Hours and minutes in this computer's time zone. `moment`: in milliseconds since 1970. */
  readonly timeOfDay: (moment: number) => string
  /** Sorts names, with numbers in them sorted by value. */
  readonly compareNames: (one: string, other: string) => number
}

// English is for people of many countries: the day comes first in most of them.
const formats: Readonly<Record<string, string>> = { en: 'en-GB' }

/** All text in one language. Made once, and passed to everything that shows text. */
export function createText({ language, messages }: Language): Text {
  // Made when first needed: it would add a millisecond to the start.
  let names: Intl.Collator | undefined
  return Object.assign((key: Key, values: Values = {}) => messages[key](values), {
    language,
    longDate: (moment: Date) =>
      new Intl.DateTimeFormat(formats[language] ?? language, { dateStyle: 'long' })
        .format(moment)
        .replaceAll(' ', '\u00a0'),
    timeOfDay: (moment: number) =>
      new Intl.DateTimeFormat(formats[language] ?? language, { timeStyle: 'short' }).format(moment),
    compareNames: (one: string, other: string) =>
      (names ??= new Intl.Collator(language, { numeric: true })).compare(one, other),
  })
}

/** Keeps a name of any script from reordering the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`

/** Spaced so that a screen reader spells it: `A, B, 1, 2`. */
export const spelled = (code: string): string => code.split('').join(', ')

/** Joins parts into sentences one after the other, without the empty ones. */
export const sentences = (...parts: readonly string[]): string =>
  parts
    .filter(part => part !== '')
    .map((part, index, { length }) => (index < length - 1 && !/[.?!…]$/.test(part) ? `${part}.` : part))
    .join(' ')
