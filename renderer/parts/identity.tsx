import { useState } from 'preact/hooks'
import type { SessionId } from '../../common/ids.ts'
import type { KeyView } from '../../common/keys.ts'
import type { Account, ViewOf } from '../../common/sign-in-view.ts'
import { initials } from '../initials.ts'
import { madeSince } from '../key-text.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Heading } from './heading.tsx'
import { Icon } from './icons.tsx'
import { NotYou } from './not-you.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly view: Pick<ViewOf<'signed-in'>, 'id' | 'account' | 'problem' | 'signedInAt'>
  readonly keys: readonly KeyView[]
}

/** Whose account is signed in, once plex.tv has said. */
export function Identity({ view: { id, account, problem, signedInAt }, keys }: Props) {
  const { language } = useText()
  const letters = account === null ? '' : initials(account.name, language)
  const taken = madeSince(keys, signedInAt)
  return (
    <header class="identity">
      <span class="monogram" aria-hidden="true">
        {letters === '' ? <Icon name="key" /> : letters}
      </span>
      {account === null ? (
        // If something is wrong, another part says why there is no name.
        <Unnamed session={id} expected={problem === null} taken={taken} />
      ) : (
        <Named session={id} account={account} taken={taken} />
      )}
    </header>
  )
}

interface Session {
  readonly session: SessionId
  /** How many keys a new start takes back. */
  readonly taken: number
}

function Unnamed({ session, expected, taken }: Session & { readonly expected: boolean }) {
  const text = useText()
  return (
    <>
      <div>
        <Heading>{text('state.signedIn')}</Heading>
        {expected && (
          <p class="fine-print">
            <Unbroken text={text('window.signedIn.unnamed')} />
          </p>
        )}
      </div>
      <div class="links">
        <SignInAgain session={session} taken={taken} />
      </div>
    </>
  )
}

function Named({ session, account, taken }: Session & { readonly account: Account }) {
  const text = useText()
  return (
    <>
      <div>
        <Heading>
          <span class="visually-hidden">{text('window.signedIn.as')}</span> <Name name={account.name} />
        </Heading>
        <Particulars account={account} />
      </div>
      <NotYou session={session} taken={taken} />
      <div class="links">
        {account.email !== null && <Email email={account.email} />}
        <SignInAgain session={session} taken={taken} />
      </div>
    </>
  )
}

const LONG_NAME = 48

const Name = ({ name }: { readonly name: string }) => (
  <bdi class={name.length > LONG_NAME ? 'name long' : 'name'}>{name}</bdi>
)

function Particulars({ account: { username, plexPass, membership } }: { readonly account: Account }) {
  const text = useText()
  return (
    <p class="particulars parts">
      {username !== null && (
        // The dot that follows is on the side where this line ends, not where this name does.
        <span>
          <bdi>{username}</bdi>
        </span>
      )}
      {plexPass !== null && (
        <span>{text(plexPass ? 'window.account.plexPass' : 'window.account.noPlexPass')}</span>
      )}
      {membership !== 'none' && <span>{text(`window.account.${membership}`)}</span>}
    </p>
  )
}

/** Not in the page until it is asked for, so that nobody reads it over the person's shoulder. */
function Email({ email }: { readonly email: string }) {
  const text = useText()
  const [shown, setShown] = useState(false)
  return (
    <>
      {shown && <bdi class="email">{email}</bdi>}
      <Button kind="quiet" onPress={() => setShown(!shown)} expanded={shown}>
        {text(shown ? 'window.account.hideEmail' : 'window.account.showEmail')}
      </Button>
    </>
  )
}
