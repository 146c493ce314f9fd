import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../key-route.ts'
import { isBackFrom } from '../route.ts'
import { Icon } from './icons.tsx'

interface Props {
  readonly label: string
  /** The page that it opens: coming back from there puts the focus on it again. */
  readonly to: View
  readonly open: () => void
}

/** The last row of a list that is longer elsewhere. */
export function MoreRow({ label, to, open }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isBackFrom(to)) button.current?.focus()
  }, [])
  return (
    <li class="more-row">
      <button ref={button} type="button" class="row-hit" data-testid={`open-${to}`} onClick={open}>
        {label}
      </button>
      <Icon name="next" />
    </li>
  )
}
