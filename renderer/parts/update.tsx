import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

interface Offer {
  readonly version: string
  readonly stage: Exclude<NonNullable<Snapshot['update']>['stage'], 'ready'>
}

/** A newer release, and how far it is. */
export function Update({ update }: { readonly update: Snapshot['update'] }) {
  const text = useText()
  if (update === null) return null
  const { version, stage } = update
  // During the download the button says so.
  const shown = stage === 'downloading' ? 'available' : stage
  return (
    <div class="update" data-testid="update">
      <Icon name="download" />
      <p class="fine-print">{text(`update.${shown}`, { version })}</p>
      {stage !== 'ready' && <Download version={version} stage={stage} />}
    </div>
  )
}

/** One button for all stages, so that it keeps the focus. */
function Download({ version, stage }: Offer) {
  const text = useText()
  return (
    <Button
      kind="quiet"
      onPress={bridge.app.downloadUpdate}
      disabled={stage === 'downloading'}
      {...(stage === 'available' ? { label: text('update.download', { version }) } : {})}
      {...(stage === 'failed' ? { label: text('window.update.tryAgain', { version }) } : {})}
    >
      {stage === 'failed' ? text('action.tryAgain') : text(`window.update.button.${stage}`)}
    </Button>
  )
}
