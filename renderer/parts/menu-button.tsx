import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isMenuKey, nextItem } from '../menu-keys.ts'
import { Heading } from './heading.tsx'
import { Icon, type IconName } from './icons.tsx'

export interface MenuItem {
  readonly icon: IconName
  readonly label: string
  readonly onChoose: () => void
}

interface Props {
  /** Identifies its parts. */
  readonly id: string
  /** What the button shows; it names the menu, too. */
  readonly children: ComponentChildren
  /** Said above the entries, if anything. */
  readonly caption?: string
  readonly items: readonly MenuItem[]
}

/**
 * The title of a view, which opens a menu: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/. The focus is back on the button
 * before an entry does anything, so that what it opens gives it back to where the person was.
 */
export function MenuButton({ id, children, caption, items }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  /** Which entry has the focus; null while it is closed. */
  const [at, setAt] = useState<number | null>(null)
  const isOpen = at !== null
  const close = () => {
    button.current?.focus()
    setAt(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') setAt(null)
    if (!isMenuKey(event.key, isOpen)) return
    // Otherwise the key would also scroll the page, or close the window.
    event.preventDefault()
    if (event.key === 'Escape') close()
    else setAt(nextItem(event.key, at, items.length))
  }
  const onFocusOut = ({ currentTarget, relatedTarget }: FocusEvent) => {
    const [inside, next] = [currentTarget as Element, relatedTarget as Element | null]
    if (!inside.contains(next)) setAt(null)
  }
  return (
    <div class="menu-button" onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <Heading>
        <button
          ref={button}
          type="button"
          id={`${id}-button`}
          class="menu-opener"
          aria-haspopup="menu"
          aria-expanded={isOpen}
          data-testid={id}
          onClick={() => (isOpen ? close() : setAt(0))}
        >
          {children}
          {/* The sign does not go into a line of its own. */}
          <span aria-hidden="true">
            {'\u00a0'}
            <Icon name="down" />
          </span>
        </button>
      </Heading>
      {isOpen && (
        <div class="menu">
          {caption !== undefined && (
            <p id={`${id}-caption`} class="menu-caption">
              {caption}
            </p>
          )}
          <div
            role="menu"
            aria-labelledby={`${id}-button`}
            {...(caption === undefined ? {} : { 'aria-describedby': `${id}-caption` })}
          >
            {items.map((item, index) => (
              <Item
                key={item.label}
                item={item}
                hasFocus={index === at}
                onPoint={() => setAt(index)}
                onChoose={() => {
                  close()
                  item.onChoose()
                }}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

interface ItemProps {
  readonly item: MenuItem
  readonly hasFocus: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}

function Item({ item: { icon, label }, hasFocus, onPoint, onChoose }: ItemProps) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (hasFocus) button.current?.focus()
  }, [hasFocus])
  return (
    <button
      ref={button}
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <Icon name={icon} />
      {label}
    </button>
  )
}
