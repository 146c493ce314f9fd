import type { ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'
import { Unbroken } from './unbroken.tsx'

/** Whether Plex knows that the last sign-in is over, and where a person can check. */
export function Revocation({ state }: { readonly state: ViewOf<'signed-out'>['revocation'] }) {
  const text = useText()
  if (state === null) return null
  return (
    <div class="remark">
      <p>
        {state === 'done' && <Icon name="check" />}
        <span>
          <Unbroken text={text(`window.revocation.${state}`)} />
        </span>
      </p>
      <DevicesAtPlex />
    </div>
  )
}

/** Where a person sees which devices are signed in, and can end that. */
export function DevicesAtPlex() {
  const text = useText()
  return (
    <Button kind="quiet" onPress={bridge.session.openAuthorizedDevices}>
      {text('window.revocation.devices')}
      <Icon name="outside" />
    </Button>
  )
}
