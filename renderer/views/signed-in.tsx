import type { TargetedEvent } from 'preact'
import type { SignInView } from '../../preload/contract.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon } from '../parts/icons.tsx'
import { received } from '../store.ts'
import { text } from '../text.ts'

type SignedInView = Extract<SignInView, { kind: 'signed-in' }>

interface Props {
  readonly view: SignedInView
  readonly launchAtLogin: boolean | null
}

export function SignedIn({ view, launchAtLogin }: Props) {
  return (
    <div class="view">
      <div class="centred">
        <span class="emblem success">
          <Icon name="check" />
        </span>
        <Who view={view} />
      </div>
      <ul class="facts">
        <li>
          <Kept kept={view.kept} />
        </li>
        {launchAtLogin !== null && (
          <li>
            <LaunchAtLogin enabled={launchAtLogin} />
          </li>
        )}
      </ul>
      <div class="actions">
        <Button kind="secondary" onPress={bridge.signOut}>
          {text('window.signedIn.signOut')}
        </Button>
        <Button kind="primary" onPress={bridge.closeWindow}>
          {text('window.signedIn.close')}
        </Button>
      </div>
    </div>
  )
}

function Who({ view: { account, problem } }: { readonly view: SignedInView }) {
  return (
    <>
      {account === null ? (
        <Heading>{text('window.signedIn.title')}</Heading>
      ) : (
        <>
          <Heading>
            <span class="eyebrow">{text('window.signedIn.as')}</span> <Name name={account.name} />
          </Heading>
          <Button kind="quiet" onPress={bridge.disown} hint={text('window.signedIn.notYouHint')}>
            {text('window.signedIn.notYou')}
          </Button>
        </>
      )}
      {problem !== null && (
        <p class="lead">
          {text(`problems.${problem}.title`)}. {text('window.signedIn.unconfirmed')}
        </p>
      )}
      {problem === null && account === null && <p class="lead">{text('window.signedIn.unnamed')}</p>}
    </>
  )
}

const LONG_NAME = 48

const Name = ({ name }: { readonly name: string }) => (
  <bdi class={name.length > LONG_NAME ? 'name long' : 'name'}>{name}</bdi>
)

function Kept({ kept }: { readonly kept: SignedInView['kept'] }) {
  if (kept === 'keychain') {
    return (
      <div class="fact">
        <Icon name="key" />
        <p>{text('window.signedIn.inKeychain')}</p>
      </div>
    )
  }
  return (
    <div class="fact warning">
      <Icon name="alert" />
      <div>
        <p class="fact-title">{text('window.signedIn.inMemory')}</p>
        <p class="fine-print">{text('window.signedIn.inMemoryHint')}</p>
      </div>
    </div>
  )
}

function LaunchAtLogin({ enabled }: { readonly enabled: boolean }) {
  const change = async ({ currentTarget: box }: TargetedEvent<HTMLInputElement>) => {
    await bridge.setLaunchAtLogin(box.checked)
    // The system may have refused: the box shows what main says, not what was clicked.
    box.checked = received.getState()?.snapshot.launchAtLogin ?? enabled
  }
  return (
    <label class="fact">
      <input type="checkbox" checked={enabled} onChange={event => void change(event)} />
      <div>
        <p class="fact-title">{text('window.signedIn.launchAtLogin')}</p>
        <p class="fine-print">{text('window.signedIn.launchAtLoginHint')}</p>
      </div>
    </label>
  )
}
