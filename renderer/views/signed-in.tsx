import type { Snapshot } from '../../common/contract.ts'
import type { Keys } from '../../common/keys.ts'
import type { DatedOf } from '../dated.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Confirmation } from '../parts/confirmation.tsx'
import { Identity } from '../parts/identity.tsx'
import { Kept } from '../parts/kept.tsx'
import { OpenKeys } from '../parts/open-keys.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { Servers } from '../parts/servers.tsx'
import { SignOut } from '../parts/sign-out.tsx'
import { useText } from '../use-text.ts'

interface Props {
  readonly view: DatedOf<'signed-in'>
  readonly askingProxy: Snapshot['askingProxy']
  readonly keys: Keys['list']
}

/** The account, the state of the sign-in, and the servers that it can reach. */
export function SignedIn({ view, askingProxy, keys }: Props) {
  const text = useText()
  return (
    <div class="view account">
      <Identity view={view} keys={keys} />
      <ul class="facts">
        <Confirmation view={view} />
        <Kept view={view} />
      </ul>
      {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="secondary" />}
      <OpenKeys list={keys} />
      <Servers view={view} />
      <div class="actions">
        <SignOut session={view.id} keys={keys} />
        <Button kind="primary" onPress={bridge.app.closeWindow}>
          {text('window.signedIn.close')}
        </Button>
      </div>
    </div>
  )
}
