import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { SignInView } from '../../preload/contract.ts'
import { announce, withdraw } from '../announcer.tsx'
import { text } from '../text.ts'
import { Icon } from './icons.tsx'

type State = Extract<SignInView, { kind: 'signed-out' }>['revocation']

/** Whether Plex knows that the last sign-in is over. */
export function Revocation({ state }: { readonly state: State }) {
  useAnnouncedEnd(state)
  if (state === null) return null
  return (
    <p class="remark">
      {state === 'done' && <Icon name="check" />}
      {text(`window.revocation.${state}`)}
    </p>
  )
}

function useAnnouncedEnd(state: State): void {
  const last = useRef(state)
  useLayoutEffect(() => {
    if (last.current === 'owed' && state === 'done') announce(text('window.revocation.done'))
    last.current = state
  }, [state])
  useEffect(() => () => withdraw(text('window.revocation.done')), [])
}
