import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { offerFocus } from '../focus.ts'

interface Props {
  readonly children: ComponentChildren
  readonly class?: string
}

/** The title of a view. It takes the focus when the view appears, so that a screen reader starts there. */
export function Heading({ children, class: className = '' }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => offerFocus(heading.current), [])
  return (
    <h1 ref={heading} tabIndex={-1} class={className}>
      {children}
    </h1>
  )
}
