/** Names come from outside: one line, of a length that fits. */
export function shortened(name: string): string {
  const characters = Array.from(
    new Intl.Segmenter().segment(name.replace(/\s+/g, ' ').trim()),
    ({ segment }) => segment,
  )
  const short = characters.length > 60 ? [...characters.slice(0, 59), '…'] : characters
  return short.join('')
}
