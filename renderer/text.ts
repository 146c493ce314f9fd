import i18next from 'i18next'
import english from './locales/en.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof english }
  }
}

const catalogue = i18next.createInstance()

void catalogue.init({
  lng: 'en',
  resources: { en: { translation: english } },
  initAsync: false,
  interpolation: { escapeValue: false },
})

/** Text for people, by its key in the catalogue. A key that is not there does not compile. */
export const text = catalogue.t

/** Keeps a name of any script from reordering the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`

/** Spaced so that a screen reader spells it: `A, B, 1, 2`. */
export const spelled = (code: string): string => code.split('').join(', ')

/** The day in this computer's time zone, with the month in words, all on one line. */
export const longDate = (moment: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(moment).replaceAll(' ', '\u00a0')
