import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isLost } from '../focus.ts'
import { Unbroken } from './unbroken.tsx'

interface Props {
  /** Names it for tests, and the elements in it. */
  readonly id: string
  readonly title: string
  /** Its paragraphs have the ids in `describedBy`. */
  readonly describedBy: string
  readonly children: ComponentChildren
  /** What Escape does. Without it, the question stays until it is answered. */
  readonly onEscape?: () => void
}

/** A question over whatever is shown. Its title has the focus, so that a chance Enter or Space answers nothing. */
export function Question({ id, title, describedBy, children, onEscape }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    heading.current?.focus()
    return () => {
      opened?.close()
      // The view that had the focus before may be gone.
      if (isLost(document.activeElement)) document.querySelector('h1')?.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || onEscape === undefined) return
    // Else the key would also close the window.
    event.preventDefault()
    onEscape()
  }
  return (
    <dialog
      ref={dialog}
      class="question"
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={describedBy}
      data-testid={id}
      onCancel={event => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      <h2 id={`${id}-title`} ref={heading} tabIndex={-1}>
        <Unbroken text={title} />
      </h2>
      {children}
    </dialog>
  )
}
