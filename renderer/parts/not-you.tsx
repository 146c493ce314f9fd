import { useState } from 'preact/hooks'
import type { SessionId } from '../../common/ids.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly session: SessionId
  /** How many keys it takes back: where there are some, the person is asked first. */
  readonly taken: number
}

/** Signs out and starts again, where somebody else than the person is signed in. */
export function NotYou({ session, taken }: Props) {
  const text = useText()
  const [asked, setAsked] = useState(false)
  const close = () => setAsked(false)
  const disown = async () => {
    close()
    await bridge.session.disown(session)
  }
  return (
    <>
      <Button
        kind="quiet"
        onPress={() => (taken > 0 ? setAsked(true) : disown())}
        hint={text(taken > 0 ? 'window.signedIn.notYouKeysHint' : 'window.signedIn.notYouHint')}
      >
        {text('window.signedIn.notYou')}
      </Button>
      {asked && (
        <Question
          id="not-you"
          title={text('window.signedIn.notYou')}
          paragraphs="not-you-keys"
          onEscape={close}
        >
          <p id="not-you-keys">
            <Unbroken text={text('window.signInAgain.takesBack', { count: taken })} />
          </p>
          <div class="actions">
            <Button kind="secondary" onPress={close}>
              {text('action.cancel')}
            </Button>
            <Button kind="secondary" onPress={disown}>
              {text('window.signedIn.notYouConfirm')}
            </Button>
          </div>
        </Question>
      )}
    </>
  )
}
