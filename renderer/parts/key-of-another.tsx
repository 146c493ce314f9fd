import type { Answer, Question as Asked } from '../../common/question.ts'
import type { Account } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { isolate } from '../../common/text.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly question: Extract<Asked, { kind: 'key-of-another' }>
  /** Who is signed in. */
  readonly account: Account | null
}

/** Whether to keep a key that another account approved than the one that is signed in. */
export function KeyOfAnother({ question, account }: Props) {
  const { id, account: other, key } = question
  const text = useText()
  const answer = (choice: Answer['choice']) => bridge.question.answer({ id, choice })
  const name = isolate(key.name)
  return (
    <Question
      id="key-of-another"
      title={
        other === null
          ? text('keys.ofAnother.unnamed', { name })
          : text('keys.ofAnother.title', { name, account: isolate(other.name) })
      }
      paragraphs="key-of-another-self key-of-another-stays"
    >
      <p id="key-of-another-self">
        <Unbroken
          text={
            account === null
              ? text('window.keyOfAnother.selfUnnamed')
              : text('window.keyOfAnother.self', { name: isolate(account.name) })
          }
        />
      </p>
      <div class="actions">
        <Button kind="secondary" onPress={() => answer('revoke')}>
          {text('lateClaim.revoke')}
        </Button>
        <Button kind="secondary" onPress={() => answer('keep')}>
          {text('lateClaim.keep')}
        </Button>
      </div>
      <p id="key-of-another-stays" class="fine-print">
        {text('window.questionStays')}
      </p>
    </Question>
  )
}
