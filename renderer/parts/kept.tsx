import type { ViewOf } from '../../common/sign-in-view.ts'
import { longDate, text } from '../../common/text.ts'
import { whyInMemory } from '../why-in-memory.ts'
import { Icon } from './icons.tsx'

/** Where the key is and since when, as a row of the facts. */
export function Kept({ view: { kept, signedInAt } }: { readonly view: ViewOf<'signed-in'> }) {
  const inKeychain = kept === 'keychain'
  return (
    <li class={inKeychain ? 'fact' : 'fact warning'}>
      <Icon name={inKeychain ? 'key' : 'alert'} />
      <div>
        <p {...(inKeychain ? {} : { class: 'fact-title' })}>
          {text(inKeychain ? 'window.signedIn.inKeychain' : 'state.signedInUntilQuit')}
        </p>
        {kept !== 'keychain' && <p class="fine-print">{whyInMemory(kept)}</p>}
        {signedInAt !== null && (
          <p class="fine-print">{text('window.signedIn.since', { date: longDate(new Date(signedInAt)) })}</p>
        )}
      </div>
    </li>
  )
}
