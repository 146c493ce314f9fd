import { useState } from 'preact/hooks'
import type { Account } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Heading } from './heading.tsx'
import { Icon } from './icons.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly account: Account | null
  /** Whether the name is still to come: else, why it does not is told elsewhere. */
  readonly expected: boolean
}

/** Who is signed in, as far as plex.tv has said. */
export const Identity = ({ account, expected }: Props) => (
  <header class="identity">
    <span class="emblem success">
      <Icon name="check" />
    </span>
    {account === null ? <Unnamed expected={expected} /> : <Named account={account} />}
  </header>
)

const Unnamed = ({ expected }: { readonly expected: boolean }) => (
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
      <SignInAgain />
    </div>
  </>
)

const Named = ({ account }: { readonly account: Account }) => (
  <>
    <div>
      <Heading>
        <span class="eyebrow">{text('window.signedIn.as')}</span> <Name name={account.name} />
      </Heading>
      <Particulars account={account} />
    </div>
    <Button kind="quiet" onPress={bridge.disown} hint={text('window.signedIn.notYouHint')}>
      {text('window.signedIn.notYou')}
    </Button>
    <div class="links">
      {account.email !== null && <Email email={account.email} />}
      <SignInAgain />
    </div>
  </>
)

const LONG_NAME = 48

const Name = ({ name }: { readonly name: string }) => (
  <bdi class={name.length > LONG_NAME ? 'name long' : 'name'}>{name}</bdi>
)

function Particulars({ account: { username, plexPass, membership } }: { readonly account: Account }) {
  return (
    <p class="particulars">
      {username !== null && <bdi>{username}</bdi>}
      {plexPass !== null && (
        <span>{text(plexPass ? 'window.account.plexPass' : 'window.account.noPlexPass')}</span>
      )}
      {membership !== 'none' && <span>{text(`window.account.${membership}`)}</span>}
    </p>
  )
}

/** Out of the page, and out of sight of whoever looks over a shoulder, until it is asked for. */
function Email({ email }: { readonly email: string }) {
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
