import type { Snapshot } from '../../common/contract.ts'
import { signInOf } from '../../common/lives.ts'
import { bridge } from '../bridge.ts'
import type { View } from '../key-route.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Update } from './update.tsx'

interface Props {
  readonly snapshot: Snapshot
  readonly view: View
}

/** Below every view. Without a tray menu, this is the only place to quit and to update from. */
export function Footer({ snapshot, view }: Props) {
  const text = useText()
  const { sandboxed, tray, update, version } = snapshot
  const { kind } = signInOf(snapshot)
  const isSettled = kind === 'signed-out' || kind === 'signed-in'
  // There it stands above everything else.
  const isHome = view === 'sign-in' && kind === 'signed-in'
  return (
    <footer>
      {sandboxed === false && (
        <p class="fine-print unconfined" data-testid="unconfined">
          {text('window.unconfined')}
        </p>
      )}
      {isSettled && !isHome && <Update update={update} />}
      {(view === 'settings' || (view === 'sign-in' && kind === 'signed-out')) && (
        <p class="version">{text('window.version', { version })}</p>
      )}
      {!tray && (
        <Button kind="quiet" onPress={bridge.app.quit}>
          {text('action.quit')}
        </Button>
      )}
    </footer>
  )
}
