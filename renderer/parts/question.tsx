import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Announcer } from '../announcer.tsx'
import { isLost } from '../focus.ts'
import { Unbroken } from './unbroken.tsx'

interface Props {
  /** Identifies it for tests, and the elements in it. */
  readonly id: string
  readonly title: string
  /** The ids of its paragraphs, which are read with the title. */
  readonly paragraphs: string
  readonly children: ComponentChildren
  /** What Escape does. Without it, the question stays until it is answered. */
  readonly onEscape?: () => void
}

/** A question above everything else. It has the focus itself, so that an accidental Enter or Space answers nothing. */
export function Question({ id, title, paragraphs, children, onEscape }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    opened?.focus()
    return () => {
      opened?.close()
      // The view that had the focus before may be gone.
      if (isLost(document.activeElement)) document.querySelector('main')?.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || onEscape === undefined) return
    // Otherwise the key would also close the window.
    event.preventDefault()
    onEscape()
  }
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      class="question"
      aria-labelledby={`${id}-title ${paragraphs}`}
      data-testid={id}
      onCancel={event => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      <h2 id={`${id}-title`}>
        <Unbroken text={title} />
      </h2>
      {children}
      {/* A modal dialog makes everything else inert, including the other live regions. */}
      <Announcer />
    </dialog>
  )
}
