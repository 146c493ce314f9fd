/** Numbers that stand before what they count or measure. `#` is the one that a plural is chosen by. */
const COUNTED = /(?<=#|\{(?:count|minutes|seconds|most)\}|\d) (?=\p{L})/gu
/** Numbers that stand behind what they are of; of a port some languages say it before, some behind. */
const NUMBERED = /(?<=\p{L}) (?=\{(?:version|electron|chrome|node|status)\}|443)/gu
/** An Arabic prefix of one letter, lengthened before what is not Arabic. */
const PREFIX = /(?<=ـ) /gu

/** Commands end their lines themselves, and programs read them; an age is kept on one line where it is shown. */
const OF_COMMANDS = /^(?:cli|age)\./

/**
 * A message in which no line ends between a number and its word, nor behind an Arabic prefix: with U+00A0 there. The
 * catalogues have plain spaces, so that nobody who writes one has to see the difference.
 * @param {string} key @param {string} message in ICU's MessageFormat
 */
export function unbroken(key, message) {
  const kept = message.replaceAll(PREFIX, '\u00a0')
  if (OF_COMMANDS.test(key)) return kept
  return kept.replaceAll(COUNTED, '\u00a0').replaceAll(NUMBERED, '\u00a0')
}
