/** The language in which every text exists. */
export const ENGLISH = 'en'

/**
 * The available language that the person prefers most, or English if none of theirs is available. Another country's
 * variant is better than none (`pt-BR` for `pt-PT`); another script is not (`zh-Hans` for `zh-TW`).
 * @param preferred the system's list, most preferred first
 */
export function chooseLanguage(preferred: readonly string[], available: readonly string[]): string {
  const plain = plainly(preferred[0] ?? ENGLISH, available)
  if (plain !== undefined) return plain
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

/** Written in one script wherever it is read. */
const ONE_SCRIPT = ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pl', 'sv', 'tr']

/** Most people are answered without what follows, which would cost milliseconds of the start. */
function plainly(wanted: string, available: readonly string[]): string | undefined {
  if (available.every(name => name === ENGLISH)) return ENGLISH
  if (available.includes(wanted)) return wanted
  const [, language] = /^([a-z]{2})-[A-Z]{2}$/.exec(wanted) ?? []
  return ONE_SCRIPT.find(name => name === language && available.includes(name))
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
