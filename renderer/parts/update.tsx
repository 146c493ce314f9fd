import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'

interface Offer {
  readonly version: string
  readonly stage: Exclude<NonNullable<Snapshot['update']>['stage'], 'ready'>
}

/** A newer release, and what becomes of it. */
export function Update({ update }: { readonly update: Snapshot['update'] }) {
  if (update === null) return null
  const { version, stage } = update
  // While it is downloaded the button says so.
  const shown = stage === 'downloading' ? 'available' : stage
  return (
    <div class="update" data-testid="update">
      <p class="fine-print">{text(`update.${shown}`, { version })}</p>
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
      {...(stage === 'available' ? { label: text('update.download', { version }) } : {})}
      {...(stage === 'failed' ? { label: text('window.update.tryAgain', { version }) } : {})}
    >
      {stage === 'failed' ? text('action.tryAgain') : text(`window.update.button.${stage}`)}
    </Button>
  )
}
