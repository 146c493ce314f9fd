/** Control and format characters, those that turn the direction of text among them, line ends, and halves of pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * One line that does nothing to a terminal or an editor that shows it: line ends become ` | `, and what could move a
 * cursor, ring, colour or turn text around becomes `\ufffd`.
 */
export const printable = (text: string): string =>
  text
    .replace(/\s+/g, blank =>
      /[\n\v\f\r\u0085\u2028\u2029]/.test(blank) ? ' | ' : blank.replaceAll('\t', ' '),
    )
    .replace(UNPRINTABLE, '\ufffd')
