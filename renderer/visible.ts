/** Control and format characters, all spaces but the common one, and what has no sign of its own. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200f\u202f\u205f\u3000\u115f\u1160\u3164\uffa0]/gu

/** What another program says of itself, with every character spelled out that would not be seen or would move others. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
