import { problems } from '../../common/problems.ts'
import { bridge } from '../bridge.ts'
import type { DatedOf } from '../dated.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** Where the sign-in is kept and since when, as a row of the facts. */
export function Kept({ view: { kept, signedInAt } }: { readonly view: DatedOf<'signed-in'> }) {
  const text = useText()
  const inKeychain = kept === 'keychain'
  return (
    <li class={inKeychain ? 'fact' : 'fact warning'}>
      <Icon name={inKeychain ? 'lock' : 'alert'} />
      <div>
        <p {...(inKeychain ? {} : { class: 'fact-title' })}>
          {text(inKeychain ? 'window.signedIn.inKeychain' : 'state.signedInUntilQuit')}
        </p>
        {kept !== 'keychain' && <p class="fine-print">{text(`keychain.kept.${kept}`)}</p>}
        {signedInAt !== null && (
          <p class="fine-print">
            {text('window.signedIn.since', { date: text.longDate(new Date(signedInAt)) })}
          </p>
        )}
      </div>
      {kept !== 'keychain' && kept !== 'unseen' && problems[kept].next === 'unlock' && (
        <Button kind="quiet" onPress={bridge.signIn.tryNow}>
          {text('action.tryNow')}
        </Button>
      )}
    </li>
  )
}
