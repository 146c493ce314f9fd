/** Chosen as a language, it stands for that of the system. */
export const SYSTEM = 'system'

/** What a person may choose, as BCP 47 writes it, by its own name. A build speaks those that it has a catalogue of. */
export const languageNames = {
  ar: 'العربية',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  he: 'עברית',
  it: 'Italiano',
  ja: '日本語',
  ko: '한국어',
  nl: 'Nederlands',
  pl: 'Polski',
  'pt-BR': 'Português (Brasil)',
  sv: 'Svenska',
  tr: 'Türkçe',
  'zh-Hans': '简体中文',
} as const

export type LanguageName = keyof typeof languageNames
// Marked, so that who needs another export does not bundle all names.
export const languages = /* @__PURE__ */ Object.keys(languageNames) as LanguageName[]

/** Whether a person may choose it. */
export const isChoosable = (language: string): language is LanguageName =>
  Object.hasOwn(languageNames, language)
