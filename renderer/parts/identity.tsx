import { useState } from 'preact/hooks'
import type { KeyView } from '../../common/keys.ts'
import type { Account, ViewOf } from '../../common/sign-in-view.ts'
import { announce } from '../announcer.tsx'
import { initials } from '../initials.ts'
import { madeSince } from '../key-text.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'
import { MenuButton } from './menu-button.tsx'
import { OpenSettings } from './open-settings.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly view: Pick<ViewOf<'signed-in'>, 'id' | 'account' | 'problem' | 'signedInAt'>
  readonly keys: readonly KeyView[]
}

/** Whose account is signed in, once plex.tv has said, and what can be done about that. */
export function Identity({ view, keys }: Props) {
  const { account, problem } = view
  const text = useText()
  const [showsEmail, setShowsEmail] = useState(false)
  const letters = account === null ? '' : initials(account.name, text.language)
  return (
    <header class="identity">
      <span class="monogram" aria-hidden="true">
        {letters === '' ? <Icon name="key" /> : letters}
      </span>
      <div class="who">
        <AccountMenu view={view} keys={keys} showsEmail={showsEmail} showEmail={setShowsEmail} />
        {account !== null && <Particulars account={account} showsEmail={showsEmail} />}
        {/* If something is wrong, another part says why there is no name. */}
        {account === null && problem === null && (
          <p class="particulars">
            <Unbroken text={text('window.signedIn.unnamed')} />
          </p>
        )}
      </div>
      <OpenSettings />
    </header>
  )
}

interface MenuProps extends Props {
  readonly showsEmail: boolean
  readonly showEmail: (shown: boolean) => void
}

/** The name, which opens what can be done about this sign-in. */
function AccountMenu({ view: { id, account, signedInAt }, keys, showsEmail, showEmail }: MenuProps) {
  const text = useText()
  const [asked, setAsked] = useState(false)
  const email = account?.email ?? null
  const turnEmail = () => {
    showEmail(!showsEmail)
    // It comes beside the button that has the focus, where nobody would hear of it.
    if (!showsEmail && email !== null) announce(email)
  }
  return (
    <>
      <MenuButton
        id="account-menu"
        {...(signedInAt === null
          ? {}
          : { caption: text('window.signedIn.since', { date: text.longDate(new Date(signedInAt)) }) })}
        items={[
          ...(email === null
            ? []
            : [
                {
                  icon: 'mail',
                  label: text(showsEmail ? 'window.account.hideEmail' : 'window.account.showEmail'),
                  onChoose: turnEmail,
                } as const,
              ]),
          { icon: 'refresh', label: text('window.signedIn.again'), onChoose: () => setAsked(true) },
        ]}
      >
        {account === null ? text('state.signedIn') : <Named name={account.name} />}
      </MenuButton>
      {asked && (
        <SignInAgain session={id} taken={madeSince(keys, signedInAt)} onClose={() => setAsked(false)} />
      )}
    </>
  )
}

const LONG_NAME = 48

function Named({ name }: { readonly name: string }) {
  const text = useText()
  return (
    <>
      <span class="visually-hidden">{text('window.signedIn.as')}</span>{' '}
      <bdi class={name.length > LONG_NAME ? 'name long' : 'name'}>{name}</bdi>
    </>
  )
}

interface ParticularsProps {
  readonly account: Account
  readonly showsEmail: boolean
}

function Particulars({ account, showsEmail }: ParticularsProps) {
  const { username, plexPass, membership, email } = account
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
      {/* Not in the page until it is asked for, so that nobody reads it over the person's shoulder. */}
      {showsEmail && email !== null && (
        <span>
          <bdi>{email}</bdi>
        </span>
      )}
    </p>
  )
}
