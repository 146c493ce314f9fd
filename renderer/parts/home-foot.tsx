import type { KeyView } from '../../common/keys.ts'
import type { DatedOf } from '../dated.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'
import { SignOut } from './sign-out.tsx'

interface Props {
  readonly view: DatedOf<'signed-in'>
  readonly keys: readonly KeyView[]
}

/** Where the sign-in is kept, or since when where that is nowhere, and its end. */
export function HomeFoot({ view: { id, kept, signedInAt }, keys }: Props) {
  const text = useText()
  return (
    <div class="foot">
      <Icon name={kept === 'keychain' ? 'lock' : 'clock'} />
      <p>
        {kept === 'keychain'
          ? text('window.signedIn.inKeychain')
          : signedInAt !== null &&
            text('window.signedIn.since', { date: text.longDate(new Date(signedInAt)) })}
      </p>
      <SignOut session={id} keys={keys} />
    </div>
  )
}
