import type { Snapshot } from '../../common/contract.ts'
import type { ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Confirmation } from '../parts/confirmation.tsx'
import { Identity } from '../parts/identity.tsx'
import { Kept } from '../parts/kept.tsx'
import { LaunchAtLogin } from '../parts/launch-at-login.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { Servers } from '../parts/servers.tsx'
import { text } from '../../common/text.ts'

interface Props {
  readonly view: ViewOf<'signed-in'>
  readonly launchAtLogin: Snapshot['launchAtLogin']
  readonly askingProxy: Snapshot['askingProxy']
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

/** The account, how the sign-in is, and the servers it reaches. */
export function SignedIn({ view, launchAtLogin, askingProxy, receivedAt }: Props) {
  return (
    <div class="view account">
      <Identity account={view.account} expected={view.problem === null} />
      <ul class="facts">
        <Confirmation view={view} receivedAt={receivedAt} />
        <Kept view={view} />
        <LaunchAtLogin state={launchAtLogin} />
      </ul>
      {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="secondary" />}
      <Servers servers={view.servers} />
      <div class="actions">
        <Button kind="secondary" onPress={bridge.signOut}>
          {text('action.signOut')}
        </Button>
        <Button kind="primary" onPress={bridge.closeWindow}>
          {text('window.signedIn.close')}
        </Button>
      </div>
    </div>
  )
}
