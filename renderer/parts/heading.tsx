import type { ComponentChildren } from 'preact'

interface Props {
  readonly children: ComponentChildren
  readonly class?: string
}

/** The title of a view. */
export const Heading = ({ children, class: className = '' }: Props) => <h1 class={className}>{children}</h1>
