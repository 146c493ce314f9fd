import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { Radios, type RadiosProps } from './radios.tsx'

interface Props<Value extends string> extends RadiosProps<Value> {
  readonly title: string
  /** Whether it has the focus from the beginning. */
  readonly takesFocus?: boolean
}

/**
 * A row with a choice of one value, which opens in its place. Not a `select`: what is pressed in its list is no input of
 * the window, by which main tells the person's presses.
 */
export function ChoiceRow<Value extends string>({ title, takesFocus = false, ...choice }: Props<Value>) {
  const { id, nameOf, chosen, snapshot } = choice
  const [isOpen, open] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useLayoutEffect(() => {
    if (takesFocus) button.current?.focus()
  }, [])
  useLayoutEffect(() => {
    if (isOpen) row.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [isOpen])

  function close() {
    button.current?.focus()
    open(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen || (event.key !== 'Escape' && event.key !== 'Enter') || event.target === button.current)
      return
    // Otherwise the key would also leave the page.
    event.preventDefault()
    close()
  }

  return (
    <li ref={row} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class="row choice-row"
        aria-expanded={isOpen}
        data-testid={`open-${id}`}
        onClick={() => open(!isOpen)}
      >
        <span>{title}</span>
        <span class="chosen">
          {nameOf(chosen(snapshot))}
          <Icon name="down" />
        </span>
      </button>
      {isOpen && <Radios {...choice} class="options" label={title} pointed={close} />}
    </li>
  )
}
