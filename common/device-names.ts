/** Accents are dropped, curly quotes straightened, all else outside printable ASCII removed. At most 100 characters. */
export function printableAscii(text: string, fallback: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 100)
    .trim()
  return plain === '' ? fallback : plain
}

/** How plex.tv lists a key in the account's devices. */
export const keyDeviceName = (name: string, computer: string): string =>
  printableAscii(`${printableAscii(name, 'Key')} (${computer})`, 'Key')
