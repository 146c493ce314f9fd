import english from './locales/en.json'

type Key<Part, Path extends string = ''> = {
  [Name in keyof Part & string]: Part[Name] extends string
    ? `${Path}${Name}`
    : Key<Part[Name], `${Path}${Name}.`>
}[keyof Part & string]

type Values = Readonly<Record<string, string | number>>

// The bundler has made a function of each message: scripts/catalogue.mjs.
const messages = english as unknown as Record<Key<typeof english>, (values: Values) => string>

/** Text for people, by its key in the catalogue. A key that is not there does not compile. */
export const text = (key: keyof typeof messages, values: Values = {}): string => messages[key](values)

/** Keeps a name of any script from reordering the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`

/** Spaced so that a screen reader spells it: `A, B, 1, 2`. */
export const spelled = (code: string): string => code.split('').join(', ')

/** Parts that each say something, as sentences one after the other; an empty part is nothing. */
export const sentences = (...parts: readonly string[]): string =>
  parts
    .filter(part => part !== '')
    .map((part, index, { length }) => (index < length - 1 && !/[.?!…]$/.test(part) ? `${part}.` : part))
    .join(' ')

/** The day in this computer's time zone, with the month in words, all on one line. */
export const longDate = (moment: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(moment).replaceAll(' ', '\u00a0')
