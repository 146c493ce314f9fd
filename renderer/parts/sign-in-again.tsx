import type { SessionId } from '../../common/ids.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly session: SessionId
  /** How many keys it takes back. */
  readonly taken: number
  readonly onClose: () => void
}

/** Asks before it starts a new sign-in: it replaces the present one. */
export function SignInAgain({ session, taken, onClose }: Props) {
  const text = useText()
  const again = async () => {
    onClose()
    await bridge.session.disown(session)
  }
  return (
    <Question
      id="sign-in-again"
      title={text('window.signInAgain.title')}
      paragraphs="sign-in-again-replaces sign-in-again-keys"
      onEscape={onClose}
    >
      <p id="sign-in-again-replaces">
        <Unbroken text={text('window.signInAgain.replaces')} />
      </p>
      <p id="sign-in-again-keys">
        {taken > 0 && <Unbroken text={text('window.signInAgain.revokes', { count: taken })} />}
      </p>
      <div class="actions">
        <Button kind="secondary" onPress={onClose}>
          {text('action.cancel')}
        </Button>
        <Button kind="secondary" onPress={again}>
          {text('window.signInAgain.confirm')}
        </Button>
      </div>
    </Question>
  )
}
