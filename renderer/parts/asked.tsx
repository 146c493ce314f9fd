import type { Question } from '../../common/question.ts'
import type { Dated } from '../dated.ts'
import { KeyOfAnother } from './key-of-another.tsx'
import { LateClaim } from './late-claim.tsx'

interface Props {
  readonly question: Question
  readonly signIn: Dated
}

/**
 * The question that main asks the person, until they answer it: closing the window does not. A next one is a dialog of
 * its own, so that it is read. As where a program asks, what lets nothing in comes first, and what does comes last.
 */
export function Asked({ question, signIn }: Props) {
  switch (question.kind) {
    case 'late-claim':
      return <LateClaim key={question.id} question={question} signedIn={signIn.kind === 'signed-in'} />
    case 'key-of-another':
      return (
        <KeyOfAnother
          key={question.id}
          question={question}
          account={signIn.kind === 'signed-in' ? signIn.account : null}
        />
      )
  }
}
