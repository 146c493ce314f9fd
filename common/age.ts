import { text } from './text.ts'

const MINUTE_MS = 60_000

/** The units an age is told in, longest first, in milliseconds. */
const units = [
  { name: 'days', ms: 1_440 * MINUTE_MS },
  { name: 'hours', ms: 60 * MINUTE_MS },
  { name: 'minutes', ms: MINUTE_MS },
] as const

type Unit = (typeof units)[number]

const unitOf = (ageMs: number): Unit | undefined => units.find(({ ms }) => ageMs >= ms)

/** An age in the longest unit that it fills, rounded down; null below a minute. */
export function wholeAge(ageMs: number): { readonly unit: Unit['name']; readonly count: number } | null {
  const unit = unitOf(ageMs)
  return unit === undefined ? null : { unit: unit.name, count: Math.floor(ageMs / unit.ms) }
}

/** Milliseconds until `wholeAge` changes. */
export function untilOlder(ageMs: number): number {
  const { ms } = unitOf(ageMs) ?? { ms: MINUTE_MS }
  return ms - (ageMs % ms)
}

/** An age in words, all on one line; null for null. */
export function ageText(ageMs: number | null): string | null {
  if (ageMs === null) return null
  const age = wholeAge(ageMs)
  const words =
    age === null ? text('window.age.justNow') : text(`window.age.${age.unit}`, { count: age.count })
  return words.replaceAll(' ', '\u00a0')
}
