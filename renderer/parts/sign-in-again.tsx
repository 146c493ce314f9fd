import { useState } from 'preact/hooks'
import { bridge } from '../bridge.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'
import { Unbroken } from './unbroken.tsx'

/** Starts anew, once the person has read that this replaces the present sign-in. */
export function SignInAgain() {
  const [asked, setAsked] = useState(false)
  const close = () => setAsked(false)
  const again = async () => {
    close()
    await bridge.disown()
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
          paragraphs="sign-in-again-replaces"
          onEscape={close}
        >
          <p id="sign-in-again-replaces">
            <Unbroken text={text('window.signInAgain.replaces')} />
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
