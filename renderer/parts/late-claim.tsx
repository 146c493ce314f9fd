import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Snapshot } from '../../preload/contract.ts'
import { bridge } from '../bridge.ts'
import { isLost } from '../focus.ts'
import { isolate, text } from '../text.ts'
import { Button } from './button.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly claim: NonNullable<Snapshot['lateClaim']>
  readonly signedIn: boolean
}

/** A question over whatever is shown. Its title has the focus, so that a chance Enter or Space answers nothing. */
export function LateClaim({ claim: { account }, signedIn }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    title.current?.focus()
    return () => {
      opened?.close()
      // The view that had the focus before may be gone.
      if (isLost(document.activeElement)) document.querySelector('h1')?.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class="question"
      role="alertdialog"
      aria-labelledby="late-claim-title"
      aria-describedby="late-claim-account late-claim-replaces"
      data-testid="late-claim"
      onCancel={event => event.preventDefault()}
    >
      <h2 id="late-claim-title" ref={title} tabIndex={-1}>
        <Unbroken text={text('window.lateClaim.title')} />
      </h2>
      <p id="late-claim-account" aria-live="polite">
        {account !== null && text('window.lateClaim.account', { name: isolate(account.name) })}
      </p>
      <p id="late-claim-replaces">{signedIn && <Unbroken text={text('window.lateClaim.replaces')} />}</p>
      <div class="actions">
        <Button kind="secondary" onPress={bridge.keepLateClaim}>
          {text('window.lateClaim.keep')}
        </Button>
        <Button kind="secondary" onPress={bridge.revokeLateClaim}>
          {text('window.lateClaim.revoke')}
        </Button>
      </div>
    </dialog>
  )
}
