import type { ComponentChildren } from 'preact'
import { PRIMARY } from '../use-keyboard.ts'

interface Props {
  readonly kind: 'primary' | 'secondary' | 'quiet'
  readonly onPress: () => Promise<void> | void
  readonly children: ComponentChildren
  /** What it is called where the text on it says too little by itself. Begins with that text. */
  readonly label?: string
  /** What it does or why it cannot now, beside its name. */
  readonly hint?: string
  readonly disabled?: boolean
  /** Whether what it shows and hides is shown. */
  readonly expanded?: boolean
}

/** A button that sends something to main or changes what is shown. A view has at most one that is primary. */
export function Button({ kind, onPress, children, label, hint, disabled = false, expanded }: Props) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      onClick={() => void (disabled || onPress())}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(hint === undefined ? {} : { title: hint })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      // Not `disabled`, which would take the focus away from whoever is on it.
      {...(disabled ? { 'aria-disabled': true } : {})}
      {...(kind === 'primary' && !disabled ? { [PRIMARY]: '' } : {})}
    >
      {children}
    </button>
  )
}
