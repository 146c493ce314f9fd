import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Snapshot } from '../../preload/contract.ts'
import { announce, withdraw } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { isLost } from '../focus.ts'
import { text } from '../text.ts'
import { Button } from './button.tsx'

interface Offer {
  readonly version: string
  readonly stage: Exclude<NonNullable<Snapshot['update']>['stage'], 'ready'>
}

/** A newer release, and what becomes of it. */
export function Update({ update }: { readonly update: Snapshot['update'] }) {
  const line = useRef<HTMLParagraphElement>(null)
  useAnnounced(update === null ? null : text(`update.${update.stage}`, { version: update.version }))
  const ready = update?.stage === 'ready'
  useLayoutEffect(() => {
    // The button that had it is gone.
    if (ready && isLost(document.activeElement)) line.current?.focus({ preventScroll: true })
  }, [ready])
  if (update === null) return null
  const { version, stage } = update
  // While it is downloaded the button says so.
  const shown = stage === 'downloading' ? 'available' : stage
  return (
    <div class="update" data-testid="update">
      <p ref={line} tabIndex={-1} class="fine-print">
        {text(`update.${shown}`, { version })}
      </p>
      {stage !== 'ready' && <Download version={version} stage={stage} />}
    </div>
  )
}

/** One button at all of its stages, so that it keeps the focus. */
function Download({ version, stage }: Offer) {
  return (
    <Button
      kind="quiet"
      onPress={bridge.downloadUpdate}
      disabled={stage === 'downloading'}
      {...(stage === 'available' ? { hint: text('update.download', { version }) } : {})}
      {...(stage === 'failed' ? { hint: text('window.update.tryAgain', { version }) } : {})}
    >
      {text(`window.update.button.${stage}`)}
    </Button>
  )
}

/** Tells what changes while the window is open. */
function useAnnounced(said: string | null): void {
  const before = useRef(said)
  useLayoutEffect(() => {
    const changed = said !== before.current
    before.current = said
    if (said === null || !changed) return
    announce(said)
    return () => withdraw(said)
  }, [said])
}
