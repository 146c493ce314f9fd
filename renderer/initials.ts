/** A letter with more marks than this does not fit where it is drawn. */
const LONGEST_LETTER = 8

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function first(word: string): string {
  const [letter] = letters.segment(word)
  return letter === undefined || letter.segment.length > LONGEST_LETTER ? '' : letter.segment
}

/** The first letters of a name's first and last word, as capitals of that language; one where there is one word, empty where none fits. */
export function initials(name: string, language: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map(word => first(word ?? ''))
    .join('')
    .toLocaleUpperCase(language)
}
