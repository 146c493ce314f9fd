import type { ComponentChildren } from 'preact'
import { PRIMARY } from '../use-keyboard.ts'

interface Props {
  readonly kind: 'primary' | 'secondary' | 'quiet'
  readonly onPress: () => Promise<void>
  readonly children: ComponentChildren
  /** What it does, where the text on it does not say. Begins with that text. */
  readonly hint?: string
  readonly disabled?: boolean
}

/** A button that sends something to main. A view has at most one that is primary. */
export function Button({ kind, onPress, children, hint, disabled = false }: Props) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      onClick={() => void (disabled || onPress())}
      {...(hint === undefined ? {} : { title: hint, 'aria-label': hint })}
      // Not `disabled`, which would take the focus away from whoever is on it.
      {...(disabled ? { 'aria-disabled': true } : {})}
      {...(kind === 'primary' && !disabled ? { [PRIMARY]: '' } : {})}
    >
      {children}
    </button>
  )
}
