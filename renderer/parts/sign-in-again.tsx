import { useState } from 'preact/hooks'
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
}

/** Starts a new sign-in, after the person has read that it replaces the present one. */
export function SignInAgain({ session, taken }: Props) {
  const text = useText()
  const [asked, setAsked] = useState(false)
  const close = () => setAsked(false)
  const again = async () => {
    close()
    await bridge.session.disown(session)
  }
  return (
    <>
      <Button kind="quiet" onPress={() => setAsked(true)}>
        {text('window.signedIn.again')}
      </Button>
      {asked && (
        <Question
          id="sign-in-again"
          title={text('window.signInAgain.title')}
          paragraphs="sign-in-again-replaces sign-in-again-keys"
          onEscape={close}
        >
          <p id="sign-in-again-replaces">
            <Unbroken text={text('window.signInAgain.replaces')} />
          </p>
          <p id="sign-in-again-keys">
            {taken > 0 && <Unbroken text={text('window.signInAgain.takesBack', { count: taken })} />}
          </p>
          <div class="actions">
            <Button kind="secondary" onPress={close}>
              {text('action.cancel')}
            </Button>
            <Button kind="secondary" onPress={again}>
              {text('window.signInAgain.confirm')}
            </Button>
          </div>
        </Question>
      )}
    </>
  )
}
