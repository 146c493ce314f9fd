import { useState } from 'preact/hooks'
import type { SessionId } from '../../common/ids.ts'
import type { KeyView } from '../../common/keys.ts'
import { bridge } from '../bridge.ts'
import { takeable } from '../../common/keys-at-hand.ts'
import { hasShared } from '../key-text.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'

interface Props {
  readonly session: SessionId
  readonly keys: readonly KeyView[]
}

/** Signs out; where there are keys, asks whether they are taken back too. */
export function SignOut({ session, keys }: Props) {
  const text = useText()
  const [asked, setAsked] = useState(false)
  const count = takeable(keys)
  const close = () => setAsked(false)
  const answer = (command: (session: SessionId) => Promise<void>) => () => {
    close()
    return command(session)
  }
  return (
    <>
      <Button
        kind="quiet"
        tone="muted"
        onPress={() => (count > 0 ? setAsked(true) : bridge.session.signOut(session))}
        testId="sign-out"
      >
        {text('action.signOut')}
      </Button>
      {asked && (
        <Question
          id="sign-out-keys"
          title={text('window.signOut.title', { count })}
          paragraphs="sign-out-keys-about"
          onEscape={close}
        >
          <p id="sign-out-keys-about">
            {text('window.signOut.about')} {hasShared(keys) && text('window.keys.ask.sharedLive')}
          </p>
          <div class="actions stacked">
            {/* Its keys are kept. */}
            <Button kind="secondary" onPress={answer(bridge.session.signOut)}>
              {text('action.signOut')}
            </Button>
            <Button kind="secondary" onPress={answer(bridge.session.signOutWithKeys)}>
              {text('tray.signOutWithKeys', { count })}
            </Button>
            <Button kind="quiet" onPress={close}>
              {text('action.cancel')}
            </Button>
          </div>
        </Question>
      )}
    </>
  )
}
