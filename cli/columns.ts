/** Takes two columns in a terminal. Source: Unicode's UAX #11, East Asian Width W and F. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
/** Takes none: it stands above or below what is before it, or is not seen. */
const UNSEEN = /[\p{Mn}\p{Me}\p{Cf}]/u

const columnsOf = (character: string) => {
  if (UNSEEN.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** How many columns of a terminal a line takes. */
export const columns = (line: string): number =>
  Array.from(line).reduce((sum, character) => sum + columnsOf(character), 0)

/** The beginning of a line that takes so many columns at most. */
export function cutTo(most: number, line: string): string {
  let room = most
  const characters = Array.from(line)
  const end = characters.findIndex(character => (room -= columnsOf(character)) < 0)
  return end < 0 ? line : characters.slice(0, end).join('')
}
