const formats = new Map<string, Intl.NumberFormat>()

/**
 * A number in a message, for `#`. The first format of a process costs 15 ms of its processor, more than all else that
 * `latchkey status` does, so small counts do without: scripts/build/catalogue.mjs uses this for the languages in whose digits
 * that is the same.
 */
export function countText(language: string, value: number, offset: number): string {
  const count = value - offset
  if (Number.isInteger(count) && count >= 0 && count < 1_000) return String(count)
  const format = formats.get(language) ?? new Intl.NumberFormat(language)
  formats.set(language, format)
  return format.format(count)
}
