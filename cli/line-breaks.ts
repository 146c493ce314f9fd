/**
 * Where a line of Chinese or Japanese may end, which have no spaces: not before what ends something, nor behind what
 * begins it. Korean breaks at its spaces.
 */
export const BETWEEN_WORDS =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー、。，：；」』）！？])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}「『（\u0021-\u007e])(?![ぁぃぅぇぉっゃゅょァィゥェォッャュョ])|(?<=[\u0021-\u007e])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}「『（])/gu

/** The pieces of a text between which a line may end, each with the space behind it. */
export const piecesOf = (text: string): string[] =>
  text.split(/(?<= )/).flatMap(part => part.split(new RegExp(BETWEEN_WORDS.source, 'u')))
