import type { Snapshot } from '../../common/contract.ts'
import { isBackFrom, openNewKey } from '../route.ts'
import { useText } from '../use-text.ts'
import { whyNoKey } from '../why-no-key.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

interface Props {
  readonly snapshot: Pick<Snapshot, 'keys' | 'session'>
  readonly kind: 'primary' | 'secondary' | 'quiet'
}

/** Opens the form for a new key, or says in its hint why there can be none now. */
export function NewKeyButton({ snapshot, kind }: Props) {
  const text = useText()
  const { making } = snapshot.keys
  // While one is made, its page can be opened.
  const reason = making === null ? whyNoKey(text, snapshot) : undefined
  return (
    <Button
      kind={kind}
      onPress={openNewKey}
      disabled={reason !== undefined}
      testId="new-key"
      takesFocus={isBackFrom('new-key') && making === null}
      {...(reason === undefined ? {} : { hint: reason })}
    >
      <Icon name="plus" />
      {text('window.keys.new')}
    </Button>
  )
}
