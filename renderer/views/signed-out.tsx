import type { Snapshot } from '../../common/contract.ts'
import { isOrdinary, type Problem, problems } from '../../common/problems.ts'
import type { Keys } from '../../common/keys.ts'
import type { ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { StopWaiting } from '../parts/asking-keychain.tsx'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon } from '../parts/icons.tsx'
import { BlankKey } from '../parts/key-cut.tsx'
import { OpenKeys } from '../parts/open-keys.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { DevicesAtPlex, Revocation } from '../parts/revocation.tsx'
import { Unbroken } from '../parts/unbroken.tsx'
import { problemHint } from '../problem-text.ts'
import { useText } from '../use-text.ts'

interface Props {
  readonly view: ViewOf<'signed-out'>
  readonly askingKeychain: Snapshot['askingKeychain']
  readonly askingProxy: Snapshot['askingProxy']
  readonly keys: Keys['list']
}

export function SignedOut({ view, askingKeychain, askingProxy, keys }: Props) {
  const { problem, revocation } = view
  const text = useText()
  return (
    <div class="view start">
      {problem === null ? (
        <Welcome />
      ) : (
        <Ended problem={problem} hint={askingProxy === null ? problemHint(text, problem) : ''} />
      )}
      {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="primary" />}
      <Revocation state={revocation} />
      {keys.length > 0 && <OpenKeys list={keys} />}
      <div class="actions stacked">
        {problem === null ? <Start /> : <NextStep problem={problem} />}
        {problem === 'keychain-asking' && askingKeychain !== null && <StopWaiting asking={askingKeychain} />}
      </div>
    </div>
  )
}

function Welcome() {
  const text = useText()
  return (
    <div class="hero">
      <BlankKey />
      <Heading>{text('window.start.title')}</Heading>
      <p class="lead">{text('window.start.about')}</p>
    </div>
  )
}

function Start() {
  const text = useText()
  return (
    <>
      <Button kind="primary" onPress={bridge.signIn.start}>
        {text('window.start.get')}
      </Button>
      <p class="fine-print">{text('window.start.next')}</p>
    </>
  )
}

function Ended({ problem, hint }: { readonly problem: Problem; readonly hint: string }) {
  const text = useText()
  // Waiting for an answer is no failure either.
  const ordinary = isOrdinary(problem) || problems[problem].next === 'answer'
  return (
    <div class="hero">
      <span class={ordinary ? 'emblem' : 'emblem warning'}>
        <Icon name={ordinary ? 'clock' : 'alert'} />
      </span>
      <Heading>
        <Unbroken text={text(`problems.${problem}.title`)} />
      </Heading>
      {hint !== '' && (
        <p class="lead">
          <Unbroken text={hint} />
        </p>
      )}
    </div>
  )
}

function NextStep({ problem }: { readonly problem: Problem }) {
  const text = useText()
  switch (problems[problem].next) {
    case 'new-code':
      return <Primary label={text('window.again.newCode')} onPress={bridge.signIn.start} />
    case 'devices':
      return (
        <>
          <Primary label={text('window.again.newCode')} onPress={bridge.signIn.start} />
          <DevicesAtPlex />
        </>
      )
    case 'sign-in':
      return <Primary label={text('window.start.get')} onPress={bridge.signIn.start} />
    case 'answer':
      return (
        <Button kind="secondary" onPress={bridge.signIn.start}>
          {text('action.signInUntilQuit')}
        </Button>
      )
    case 'unlock':
      return <TryAgain otherwise={text('window.start.get')} />
    case 'proxy-login':
      return (
        <Button kind="quiet" onPress={bridge.signIn.start}>
          {text('action.tryAgain')}
        </Button>
      )
    case 'until-quit':
      return <TryAgain otherwise={text('action.signInUntilQuit')} />
    case 'again':
      return <Primary label={text('action.tryAgain')} onPress={bridge.signIn.start} />
  }
}

interface Choice {
  readonly label: string
  readonly onPress: () => Promise<void>
}

const Primary = ({ label, onPress }: Choice) => (
  <Button kind="primary" onPress={onPress}>
    {label}
  </Button>
)

/** Reads the keychain again, or signs in without its token. */
function TryAgain({ otherwise }: { readonly otherwise: string }) {
  const text = useText()
  return (
    <>
      <Primary label={text('action.tryAgain')} onPress={bridge.signIn.tryNow} />
      <Button kind="quiet" onPress={bridge.signIn.start}>
        {otherwise}
      </Button>
    </>
  )
}
