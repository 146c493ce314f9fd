import type { ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** Whether Plex knows that the last sign-in is over, and where a person sees for themselves. */
export function Revocation({ state }: { readonly state: ViewOf<'signed-out'>['revocation'] }) {
  if (state === null) return null
  return (
    <div class="remark">
      <p>
        {state === 'done' && <Icon name="check" />}
        {text(`window.revocation.${state}`)}
      </p>
      <DevicesAtPlex />
    </div>
  )
}

/** Where a person sees what is signed in, and ends it. */
export const DevicesAtPlex = () => (
  <Button kind="quiet" onPress={bridge.openAuthorizedDevices}>
    {text('window.revocation.devices')}
    <Icon name="outside" />
  </Button>
)
