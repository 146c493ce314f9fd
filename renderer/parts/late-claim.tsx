import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { isolate, text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Question } from './question.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly claim: NonNullable<Snapshot['lateClaim']>
  readonly signedIn: boolean
}

/** Whether to keep a sign-in that was approved after it had been cancelled. */
export const LateClaim = ({ claim: { account }, signedIn }: Props) => (
  <Question
    id="late-claim"
    title={text('lateClaim.title')}
    paragraphs="late-claim-account late-claim-replaces"
  >
    <p id="late-claim-account">
      {account !== null && text('window.lateClaim.account', { name: isolate(account.name) })}
    </p>
    <p id="late-claim-replaces">{signedIn && <Unbroken text={text('window.lateClaim.replaces')} />}</p>
    <div class="actions">
      <Button kind="secondary" onPress={bridge.keepLateClaim}>
        {text('lateClaim.keep')}
      </Button>
      <Button kind="secondary" onPress={bridge.revokeLateClaim}>
        {text('lateClaim.revoke')}
      </Button>
    </div>
  </Question>
)
