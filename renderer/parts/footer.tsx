import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Update } from './update.tsx'

/** Below every view. Where there is no tray menu, this is the one place to quit and to update from. */
export function Footer({
  snapshot: { signIn, sandboxed, tray, update, version },
}: {
  readonly snapshot: Snapshot
}) {
  const settled = signIn.kind === 'signed-out' || signIn.kind === 'signed-in'
  return (
    <footer>
      {sandboxed === false && (
        <p class="fine-print unconfined" data-testid="unconfined">
          {text('window.unconfined')}
        </p>
      )}
      {settled && <Update update={update} />}
      {settled && <p class="version">{text('window.version', { version })}</p>}
      {!tray && (
        <Button kind="quiet" onPress={bridge.quit}>
          {text('action.quit')}
        </Button>
      )}
    </footer>
  )
}
