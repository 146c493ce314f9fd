import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { SignInView } from '../../preload/contract.ts'
import { announce, withdraw } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { text } from '../text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

type State = Extract<SignInView, { kind: 'signed-out' }>['revocation']

/** Whether Plex knows that the last sign-in is over, and where a person sees for themselves. */
export function Revocation({ state }: { readonly state: State }) {
  useAnnouncedEnd(state)
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

function useAnnouncedEnd(state: State): void {
  const last = useRef(state)
  useLayoutEffect(() => {
    if (last.current === 'owed' && state === 'done') announce(text('window.revocation.done'))
    last.current = state
  }, [state])
  useEffect(() => () => withdraw(text('window.revocation.done')), [])
}
