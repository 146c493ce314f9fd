import { problems } from '../../common/problems.ts'
import { bridge } from '../bridge.ts'
import type { DatedOf } from '../dated.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** Why the sign-in is not in the keychain; nothing where it is, which the foot of the home says. */
export function Kept({ view: { kept } }: { readonly view: DatedOf<'signed-in'> }) {
  const text = useText()
  if (kept === 'keychain') return null
  return (
    <div class="status notice">
      <Icon name="alert" />
      <div>
        <p class="notice-title">{text('state.signedInUntilQuit')}</p>
        <p>{text(`keychain.kept.${kept}`)}</p>
      </div>
      {kept !== 'unseen' && problems[kept].next === 'unlock' && (
        <Button kind="quiet" onPress={bridge.signIn.tryNow}>
          {text('action.tryNow')}
        </Button>
      )}
    </div>
  )
}
