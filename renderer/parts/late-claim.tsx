import type { Answer, Question as Asked } from '../../common/question.ts'
import { bridge } from '../bridge.ts'
import { isolate } from '../../common/text.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly question: Extract<Asked, { kind: 'late-claim' }>
  readonly signedIn: boolean
}

/** Whether to keep a sign-in that was approved after it had been cancelled. */
export function LateClaim({ question: { id, account }, signedIn }: Props) {
  const text = useText()
  const answer = (choice: Answer['choice']) => bridge.question.answer({ id, choice })
  return (
    <Question
      id="late-claim"
      title={text('lateClaim.title')}
      paragraphs="late-claim-account late-claim-replaces late-claim-stays"
    >
      <p id="late-claim-account">
        {account !== null && text('window.lateClaim.account', { name: isolate(account.name) })}
      </p>
      <p id="late-claim-replaces">{signedIn && <Unbroken text={text('window.lateClaim.replaces')} />}</p>
      <div class="actions">
        <Button kind="secondary" onPress={() => answer('revoke')}>
          {text('lateClaim.revoke')}
        </Button>
        <Button kind="secondary" onPress={() => answer('keep')}>
          {text('lateClaim.keep')}
        </Button>
      </div>
      <p id="late-claim-stays" class="fine-print">
        {text('window.questionStays')}
      </p>
    </Question>
  )
}
