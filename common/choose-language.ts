/** The language in which every text exists. */
export const ENGLISH = 'en'

/**
 * The available language that the person prefers most, or English if none of theirs is available. Another country's
 * variant is better than none (`pt-BR` for `pt-PT`); another script is not (`zh-Hans` for `zh-TW`).
 * @param preferred the system's list, most preferred first
 */
export function chooseLanguage(preferred: readonly string[], available: readonly string[]): string {
  // The rest would cost milliseconds of the start.
  if (available.every(name => name === ENGLISH)) return ENGLISH
  const there = available.flatMap(name => read(name) ?? [])
  for (const wanted of meant(preferred)) {
    const readable = there.filter(
      ({ language, script }) => language === wanted.language && script === wanted.script,
    )
    const closest = readable.find(({ region }) => region === wanted.region) ?? readable[0]
    if (closest !== undefined) return closest.name
  }
  return ENGLISH
}

interface Language {
  readonly name: string
  readonly language: string
  readonly script: string | undefined
  readonly region: string | undefined
}

/** With the script and region that the name implies: `zh-TW` is written in `Hant`. */
function read(name: string): Language | null {
  try {
    const { language, script, region } = new Intl.Locale(name).maximize()
    return { name, language, script, region }
  } catch {
    return null
  }
}

/** HAZARD: Linux adds `zh` after `zh-TW`, but alone it means the script of another country. */
function meant(preferred: readonly string[]): Language[] {
  const languages = preferred.flatMap(name => read(name) ?? [])
  return languages.filter(
    ({ name, language }, index) =>
      name !== language || !languages.slice(0, index).some(earlier => earlier.language === language),
  )
}
