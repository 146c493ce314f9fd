import type { Text } from './text.ts'

const MINUTE_MS = 60_000

/** The units of an age, longest first, in milliseconds. */
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

/** An age in words. It changes rarely, so an open menu is not rebuilt all the time. */
export function ageText(text: Text, ageMs: number): string {
  const age = wholeAge(ageMs)
  return age === null ? text('age.justNow') : text(`age.${age.unit}`, { count: age.count })
}

/** An age in words, without a line break between them. */
export const unbrokenAge = (text: Text, ageMs: number): string =>
  ageText(text, ageMs).replaceAll(' ', '\u00a0')
