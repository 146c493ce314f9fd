import { useLayoutEffect, useRef } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { clockText, passedMilestone, secondsLeft, shareLeft, type Milestone } from '../countdown.ts'
import type { Text } from '../../common/text.ts'
import { useText } from '../use-text.ts'
import { useRemaining } from '../use-remaining.ts'

/** Milliseconds left below which the ring warns. */
const SOON_MS = 60_000

const round = { cx: 30, cy: 30, r: 27.5 } as const

interface Props {
  /** In milliseconds of `performance.now()`. */
  readonly deadline: number
  readonly lifeMs: number
}

export function ExpiryTimer({ deadline, lifeMs }: Props) {
  const text = useText()
  const remainingMs = useRemaining(deadline)
  const before = useRef(remainingMs)

  useLayoutEffect(() => {
    const milestone = passedMilestone(before.current, remainingMs)
    before.current = remainingMs
    if (milestone !== null) announce(milestoneText(text, milestone))
  }, [remainingMs])

  return (
    // What it is of is in its label; who points at it is told, too.
    <div class={remainingMs <= SOON_MS ? 'timer soon' : 'timer'} title={text('window.approval.timerLabel')}>
      <svg class="ring" viewBox="0 0 60 60" aria-hidden="true">
        <circle class="ring-track" {...round} />
        <circle
          class="ring-left"
          {...round}
          pathLength="1"
          stroke-dasharray="1 1"
          stroke-dashoffset={1 - shareLeft(secondsLeft(remainingMs) * 1_000, lifeMs)}
        />
      </svg>
      <span
        class="timer-text"
        data-testid="expiry-timer"
        role="timer"
        aria-live="off"
        aria-label={text('window.approval.timerLabel')}
      >
        {clockText(remainingMs)}
      </span>
    </div>
  )
}

/** The ring without a time in it, until there is a code. */
export const BlankTimer = () => (
  <div class="timer">
    <svg class="ring" viewBox="0 0 60 60" aria-hidden="true">
      <circle class="ring-track" {...round} />
    </svg>
  </div>
)

const milestoneText = (text: Text, milestone: Milestone): string =>
  milestone >= 60_000
    ? text('window.approval.minutesLeft', { count: milestone / 60_000 })
    : text('window.approval.secondsLeft', { count: milestone / 1_000 })
