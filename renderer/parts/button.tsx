import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { PRIMARY } from '../primary.ts'

interface Props {
  readonly kind: 'primary' | 'secondary' | 'quiet'
  readonly onPress: () => Promise<void> | void
  readonly children: ComponentChildren
  /** Its accessible name, if its text alone says too little. Begins with that text. */
  readonly label?: string
  /** Its description: what it does, or why it cannot now. */
  readonly hint?: string
  readonly disabled?: boolean
  /** Whether what it shows and hides is shown. */
  readonly expanded?: boolean
  /** Less than an accent, or a warning. */
  readonly tone?: 'muted' | 'danger'
  readonly testId?: string
  /** Whether it has the focus when it appears. */
  readonly takesFocus?: boolean
}

/** A button that sends something to main or changes what is shown. A view has at most one that is primary. */
export function Button(props: Props) {
  const { kind, onPress, children, label, hint, disabled = false, expanded, tone, testId } = props
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (props.takesFocus === true) button.current?.focus()
  }, [])
  return (
    <button
      ref={button}
      type="button"
      class={tone === undefined ? `button ${kind}` : `button ${kind} ${tone}`}
      onClick={() => void (disabled || onPress())}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(hint === undefined ? {} : { title: hint })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      {...(testId === undefined ? {} : { 'data-testid': testId })}
      // Not `disabled`, which would take the focus away from it.
      {...(disabled ? { 'aria-disabled': true } : {})}
      {...(kind === 'primary' && !disabled ? { [PRIMARY]: '' } : {})}
    >
      {children}
    </button>
  )
}
