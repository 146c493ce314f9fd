/**
 * Where a line of Chinese or Japanese may end, which have no spaces: not before what ends something, nor behind what
 * begins it. Korean breaks at its spaces.
 */
export const BETWEEN_WORDS =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー、。，：；」』）！？])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}「『（\u0021-\u007e])(?![ぁぃぅぇぉっゃゅょァィゥェォッャュョ])|(?<=[\u0021-\u007e])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}「『（])/gu

/** Marks what is put into a sentence and stays on one line, such as a path with spaces. No printable text has these. */
export const whole = (words: string): string => `\u0001${words}\u0002`

/** A text without such marks. */
export const unmarked = (text: string): string => text.replaceAll('\u0001', '').replaceAll('\u0002', '')

/** What was marked, or is isolated; an option with its value, `$(…)`, and what is in quotes and may be a command. */
const UNBROKEN =
  // oxlint-disable-next-line no-control-regex -- The marks of `whole`.
  /\u0001[^\u0002]*\u0002|\u2068[^\u2069]*\u2069|--[a-z-]+ [A-Z]+\b|"?\$\([^)]*\)"?|(?<=[“”„«״「『])[\u0020-\u007e]+(?=[“”»״」』])/gu

/** The pieces of a text between which a line may end, each with the space behind it. */
export function piecesOf(text: string): string[] {
  const unbroken: string[] = []
  const rest = text.replace(UNBROKEN, words => {
    unbroken.push(unmarked(words))
    return '\u0001'
  })
  return rest
    .split(/(?<= )/)
    .flatMap(part => part.split(new RegExp(BETWEEN_WORDS.source, 'u')))
    .map(piece => piece.replaceAll('\u0001', () => unbroken.shift() ?? ''))
}
