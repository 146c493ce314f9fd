/**
 * Control and format characters, also those that change the direction of text; line ends; halves of surrogate pairs.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * One line that is harmless in a terminal or an editor: line ends become ` | `, and whatever could move the cursor,
 * ring, colour or reverse text becomes `\ufffd`.
 */
export const printable = (text: string): string =>
  text
    .replace(/\s+/g, blank =>
      /[\n\v\f\r\u0085\u2028\u2029]/.test(blank) ? ' | ' : blank.replaceAll('\t', ' '),
    )
    .replace(UNPRINTABLE, '\ufffd')
