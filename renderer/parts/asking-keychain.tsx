import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

type Asking = NonNullable<Snapshot['askingKeychain']>

/** The keychain has not answered, above every view that does not say so itself. */
export function AskingKeychain({ asking }: { readonly asking: Asking }) {
  const text = useText()
  const title = text('problems.keychain-asking.title')
  return (
    <section class="strip" aria-label={title} data-testid="asking-keychain">
      <p>{title}</p>
      <StopWaiting asking={asking} />
    </section>
  )
}

export function StopWaiting({ asking: { stoppable } }: { readonly asking: Asking }) {
  const text = useText()
  return stoppable ? (
    <Button kind="quiet" onPress={bridge.keychain.stopWaiting}>
      {text('keychain.stopWaiting')}
    </Button>
  ) : null
}
