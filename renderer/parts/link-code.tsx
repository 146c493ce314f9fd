import { useLayoutEffect, useRef } from 'preact/hooks'
import { spelled } from '../../common/text.ts'
import { useText } from '../use-text.ts'

interface Props {
  readonly code: string
  /** How often it should have been selected for the person. */
  readonly selections: number
}

/** The code in cells. One click selects it, and copying it gives the bare code. */
export function LinkCode({ code, selections }: Props) {
  const text = useText()
  const cells = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (selections > 0 && cells.current !== null) getSelection()?.selectAllChildren(cells.current)
  }, [selections])
  return (
    <div
      ref={cells}
      class="code"
      // A code is read from the left in every language.
      dir="ltr"
      data-testid="link-code"
      data-length={code.length}
      role="img"
      aria-label={text('window.approval.codeLabel', { letters: spelled(code) })}
    >
      {code.split('').map((letter, index) => (
        <span key={index} class="cell">
          {letter}
        </span>
      ))}
    </div>
  )
}

/** Empty cells until there is a code. */
export function BlankCode() {
  return (
    <div class="code" dir="ltr" data-length="4" aria-hidden="true">
      {[0, 1, 2, 3].map(index => (
        <span key={index} class="cell" />
      ))}
    </div>
  )
}
