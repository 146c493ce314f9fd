import { directionOf } from './direction.ts'
import type english from './locales/en.json'

type KeyOf<Part, Path extends string = ''> = {
  [Name in keyof Part & string]: Part[Name] extends string
    ? `${Path}${Name}`
    : KeyOf<Part[Name], `${Path}${Name}.`>
}[keyof Part & string]

/** What a text is found by. */
export type TextKey = KeyOf<typeof english>
type Values = Readonly<Record<string, string | number>>

/** A catalogue as scripts/build/catalogue.mjs compiles it: each message is a function. */
export type Messages = Readonly<Record<TextKey, (values: Values) => string>>

/** What is loaded together of a language: scripts/build/text-parts.mjs says which texts are in which. */
export type TextPart = 'common' | 'app' | 'window' | 'pages' | 'asks' | 'doctor' | 'cli' | 'help' | 'start'

/** A language, or a part of it, as `dist/text` has it. */
export interface Language {
  /** As BCP 47 writes it. */
  readonly language: string
  readonly messages: Messages
  /** Tells what a release says from what others do, as far as that is known. */
  readonly release?: string | undefined
}

/** Text for people in one language, by its key in the catalogue. A key that is not there does not compile. */
export interface Text {
  (key: TextKey, values?: Values): string
  /** As BCP 47 writes it. */
  readonly language: string
  /** The day in this computer's time zone, with the month in words, all on one line. */
  readonly longDate: (moment: Date) => string
  /** Hours and minutes in this computer's time zone. `moment`: in milliseconds since 1970. */
  readonly timeOfDay: (moment: number) => string
  /** A name for a sentence without marks around it, isolated where one of the two is read from the right. */
  readonly named: (name: string) => string
  /** Things one after the other, without an end: what comes next may be "and 3 more". */
  readonly list: (items: readonly string[]) => string
  /** Sorts names, with numbers in them sorted by value. */
  readonly compareNames: (one: string, other: string) => number
}

// English is for people of many countries: the day comes first in most of them.
const formats: Readonly<Record<string, string>> = { en: 'en-GB' }

/** What `Intl` is asked for. The digits are those of codes, versions and addresses, also in Arabic. */
const localeOf = (language: string) => `${formats[language] ?? language}-u-nu-latn`

/** All text in one language, or in the one that is spoken when something is said. Made once, and passed on. */
export function createText(spoken: Language | (() => Language)): Text {
  const now = typeof spoken === 'function' ? spoken : () => spoken
  // Made when first needed: it would add a millisecond to the start.
  let names: { readonly language: string; readonly compare: Text['compareNames'] } | undefined
  function collator(language: string) {
    if (names?.language !== language)
      names = { language, compare: new Intl.Collator(localeOf(language), { numeric: true }).compare }
    return names
  }
  const text = Object.assign((key: TextKey, values: Values = {}) => now().messages[key](values), {
    language: '',
    longDate: (moment: Date) =>
      new Intl.DateTimeFormat(localeOf(now().language), { dateStyle: 'long' })
        .format(moment)
        .replaceAll(' ', '\u00a0'),
    timeOfDay: (moment: number) =>
      new Intl.DateTimeFormat(localeOf(now().language), { timeStyle: 'short' }).format(moment),
    compareNames: (one: string, other: string) => collator(now().language).compare(one, other),
    named: (name: string) =>
      RIGHT_TO_LEFT.test(name) || directionOf(now().language) === 'rtl' ? isolate(name) : name,
    list: (items: readonly string[]) => items.join(between(now().language)),
  })
  return Object.defineProperty(text, 'language', { get: () => now().language })
}

/** What stands between the first of many: a comma, in most languages. */
function between(language: string): string {
  const parts = new Intl.ListFormat(localeOf(language)).formatToParts(['1', '2', '3', '4'])
  return parts[1]?.value ?? ', '
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Keeps a name of any script from reordering the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`

/** Spaced so that a screen reader spells it: `A, B, 1, 2`. */
export const spelled = (code: string): string => code.split('').join(', ')

/** Chinese and Japanese have a full stop of their own, with no space behind it. */
const IDEOGRAPHIC = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー」』）]$/u
const ENDED = /[.?!…؟。！？]$/

/** A sentence with an end. */
export function ended(sentence: string): string {
  if (ENDED.test(sentence)) return sentence
  return `${sentence}${IDEOGRAPHIC.test(sentence) ? '。' : '.'}`
}

/** Joins parts into sentences one after the other, without the empty ones. */
export const sentences = (...parts: readonly string[]): string =>
  parts
    .filter(part => part !== '')
    .map((part, index, { length }) => (index < length - 1 ? ended(part) : part))
    .reduce((said, next) => (said === '' ? next : `${said}${/[。！？]$/.test(said) ? '' : ' '}${next}`), '')
