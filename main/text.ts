// Data, not code: one catalogue for the window, the tray and notifications.
import english from '../renderer/locales/en.json'

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
