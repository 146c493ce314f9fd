import type { ComponentChildren } from 'preact'
import { PRIMARY } from '../use-keyboard.ts'

interface Props {
  readonly kind: 'primary' | 'secondary' | 'quiet'
  readonly onPress: () => Promise<void>
  readonly children: ComponentChildren
}

/** A button that sends something to main. A view has at most one that is primary. */
export function Button({ kind, onPress, children }: Props) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      onClick={() => void onPress()}
      {...(kind === 'primary' ? { [PRIMARY]: '' } : {})}
    >
      {children}
    </button>
  )
}
