import type { Snapshot } from '../../common/contract.ts'
import { problems } from '../../common/problems.ts'
import { bridge } from '../bridge.ts'
import type { DatedOf } from '../dated.ts'
import { waitsForAnswer } from '../said-above.ts'
import { useText } from '../use-text.ts'
import { StopWaiting } from './asking-keychain.tsx'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

interface Props {
  readonly view: DatedOf<'signed-in'>
  readonly askingKeychain: Snapshot['askingKeychain']
}

/**
 * Why the sign-in is not in the keychain, and that this is being asked; nothing where it is, which the foot of the home
 * says.
 */
export function Kept({ view: { kept }, askingKeychain }: Props) {
  const text = useText()
  if (kept === 'keychain') return null
  const asking = waitsForAnswer(kept) ? askingKeychain : null
  return (
    <div class="status notice" data-testid={asking === null ? 'kept' : 'asking-keychain'}>
      <Icon name="alert" />
      <div>
        <p class="notice-title">{text('state.signedInUntilQuit')}</p>
        <p>{text(`keychain.kept.${asking === null ? kept : 'keychain-asking'}`)}</p>
      </div>
      {asking !== null ? (
        <StopWaiting asking={asking} />
      ) : (
        kept !== 'unseen' &&
        problems[kept].next === 'unlock' && (
          <Button kind="quiet" onPress={bridge.signIn.tryNow}>
            {text('action.tryNow')}
          </Button>
        )
      )}
    </div>
  )
}
