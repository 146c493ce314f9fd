import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { goBack, route } from '../route.ts'
import { useText } from '../use-text.ts'
import { Heading } from './heading.tsx'
import { ToolButton } from './tool-button.tsx'

interface Props {
  readonly title: string
  /** What is shown for it, if more than text. */
  readonly heading?: ComponentChildren
  /** Whether what opens it is announced in another way. */
  readonly isTold?: boolean
  /** At most one thing to do, at the end. */
  readonly children?: ComponentChildren
}

/** Says how tall the bar is, which a long title makes taller: what has the focus does not come to stand under it. */
function useStickyHeight() {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const { style } = document.documentElement
    const observer = new ResizeObserver(() =>
      style.setProperty('--bar', `${bar.current?.offsetHeight ?? 0}px`),
    )
    if (bar.current !== null) observer.observe(bar.current)
    return () => {
      observer.disconnect()
      style.removeProperty('--bar')
    }
  }, [])
  return bar
}

/** The top of every page but the home: the way back, and where the person is. It stays there while the page scrolls. */
export function PageBar({ title, heading, isTold = false, children }: Props) {
  const text = useText()
  useLayoutEffect(() => {
    const { by, view } = route.getState()
    // What the window shows first is read with the page; an event that opens these two pages is announced by itself.
    const isHeard = by === 'start' || (by === 'event' && (view === 'key' || view === 'new-key'))
    if (!isTold && !isHeard) announce(title)
  }, [])
  const bar = useStickyHeight()
  return (
    <header ref={bar} class="bar">
      <ToolButton icon="back" label={text('window.settings.back')} onPress={goBack} testId="back" />
      <Heading>{heading ?? title}</Heading>
      {children}
    </header>
  )
}
