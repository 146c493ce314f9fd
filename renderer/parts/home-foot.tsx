import type { KeyView } from '../../common/keys.ts'
import type { DatedOf } from '../dated.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'
import { SignOut } from './sign-out.tsx'

interface Props {
  readonly view: DatedOf<'signed-in'>
  readonly keys: readonly KeyView[]
}

/** Where the sign-in is kept and since when, and its end. */
export function HomeFoot({ view: { id, kept, signedInAt }, keys }: Props) {
  const text = useText()
  return (
    <div class="foot">
      <Icon name={kept === 'keychain' ? 'lock' : 'clock'} />
      <div>
        {kept === 'keychain' && <p>{text('window.signedIn.inKeychain')}</p>}
        {signedInAt !== null && (
          <p>{text('window.signedIn.since', { date: text.longDate(new Date(signedInAt)) })}</p>
        )}
      </div>
      <SignOut session={id} keys={keys} />
    </div>
  )
}
