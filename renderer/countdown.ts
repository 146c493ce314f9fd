/** plex.tv gives deadlines in whole seconds, so this much jitter, in milliseconds, is not worth a jump on screen. */
const JITTER_MS = 1_000

/** Milliseconds left at which the time is announced to a person who cannot see the timer, longest first. */
const milestones = [300_000, 60_000, 30_000] as const

export type Milestone = (typeof milestones)[number]

/** The deadline to show: the previous one, unless the next differs by more than a rounded second can explain. */
export const steadyDeadline = (previous: number | null, next: number): number =>
  previous !== null && Math.abs(next - previous) <= JITTER_MS ? previous : next

/** Whole seconds left, counting the one that has begun. */
export const secondsLeft = (remainingMs: number): number => Math.ceil(remainingMs / 1_000)

/** Time left as `mm:ss`. */
export function clockText(remainingMs: number): string {
  const seconds = secondsLeft(remainingMs)
  return [Math.floor(seconds / 60), seconds % 60].map(part => String(part).padStart(2, '0')).join(':')
}

/** Milliseconds until `secondsLeft` changes. */
export const untilNextSecond = (remainingMs: number): number =>
  remainingMs - Math.max(0, secondsLeft(remainingMs) - 1) * 1_000

/** Share of its life that a code has left: 1 when new, 0 when over. */
export const shareLeft = (remainingMs: number, lifeMs: number): number =>
  lifeMs > 0 ? Math.min(1, Math.max(0, remainingMs / lifeMs)) : 0

/** The most urgent milestone passed on the way from `beforeMs` to `afterMs` left. */
export const passedMilestone = (beforeMs: number, afterMs: number): Milestone | null =>
  milestones.findLast(milestone => beforeMs > milestone && afterMs <= milestone) ?? null
