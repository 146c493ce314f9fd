/** Where teeth can be, and how long they are, in units of a drawing 32 wide and 20 high. */
const places = [15, 19, 23, 27, 31] as const
const lengths = [0, 3, 6.5, 10] as const

/** The teeth that an id cuts into a key, as an SVG path: no two rows of a list look alike. */
export function teeth(id: string): string {
  let rest = 0
  for (const letter of id) rest = (rest * 31 + letter.charCodeAt(0)) % 1_000_003
  const cut = places.map(at => {
    const length = lengths[rest % lengths.length] ?? 0
    rest = Math.floor(rest / lengths.length)
    return length === 0 ? '' : `M${at} 6.5v${length}`
  })
  // A key without teeth is one that was never handed out.
  return cut.join('') || 'M23 6.5v6.5'
}
