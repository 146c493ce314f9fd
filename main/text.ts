import i18next from 'i18next'
// Data, not code: one catalogue for the window, the tray and notifications.
import english from '../renderer/locales/en.json'

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
