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

/** An age in words. They change rarely, so that an open menu is not rebuilt all the time. */
export function ageText(ageMs: number): string {
  const age = wholeAge(ageMs)
  return age === null ? text('age.justNow') : text(`age.${age.unit}`, { count: age.count })
}

/** An age in words that stay on one line. */
export const unbrokenAge = (ageMs: number): string => ageText(ageMs).replaceAll(' ', '\u00a0')
