/** Chosen as a language, it stands for that of the system. */
export const SYSTEM = 'system'

/** What a person may choose, as BCP 47 writes it: those of them that a build has a catalogue of can be chosen. */
export const languages = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'he',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt-BR',
  'sv',
  'tr',
  'zh-Hans',
] as const
