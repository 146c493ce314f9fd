/** Names come from outside: one line, of a length (in characters as people count them) that fits. */
export function shortened(name: string, longest = 60): string {
  const characters = Array.from(
    new Intl.Segmenter().segment(name.replace(/\s+/g, ' ').trim()),
    ({ segment }) => segment,
  )
  const short = characters.length > longest ? [...characters.slice(0, longest - 1), '…'] : characters
  return short.join('')
}
