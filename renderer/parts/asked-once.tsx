import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'

interface Props {
  /** Identifies the elements in it. */
  readonly id: string
  readonly title: string
  readonly effect: string
  readonly keep: string
  readonly revoke: string
  readonly onKeep: () => void
  readonly onRevoke: () => Promise<void>
}

/** A question in the place of what it is about. It has the focus itself, so that Enter and Space answer nothing. */
export function AskedOnce({ id, title, effect, keep, revoke, onKeep, onRevoke }: Props) {
  const group = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => group.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === group.current) event.preventDefault()
    if (event.key !== 'Escape') return
    // Otherwise the key would also leave the page.
    event.preventDefault()
    onKeep()
  }
  return (
    <div
      ref={group}
      class="asked-once"
      role="group"
      tabIndex={-1}
      aria-labelledby={`${id}-title ${id}-effect`}
      data-testid="revoke-question"
      onKeyDown={onKeyDown}
    >
      <p id={`${id}-title`} class="row-name">
        {title}
      </p>
      <p id={`${id}-effect`} class="key-facts">
        {effect}
      </p>
      <div class="answers">
        <Button kind="quiet" tone="muted" onPress={onKeep} testId="keep-key">
          {keep}
        </Button>
        <Button kind="secondary" tone="danger" onPress={onRevoke} testId="confirm-revoke">
          {revoke}
        </Button>
      </div>
    </div>
  )
}
