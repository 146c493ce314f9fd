import type { Snapshot } from '../../common/contract.ts'
import type { Problem, ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon, Mark } from '../parts/icons.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { DevicesAtPlex, Revocation } from '../parts/revocation.tsx'
import { Unbroken } from '../parts/unbroken.tsx'
import { isOrdinary, problemHint } from '../problem-text.ts'
import { text } from '../../common/text.ts'

interface Props {
  readonly view: ViewOf<'signed-out'>
  readonly askingProxy: Snapshot['askingProxy']
}

export function SignedOut({ view: { problem, revocation }, askingProxy }: Props) {
  return (
    <div class="view">
      {problem === null ? (
        <Welcome />
      ) : (
        <Ended problem={problem} hint={askingProxy === null ? problemHint(problem) : ''} />
      )}
      {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="primary" />}
      <Revocation state={revocation} />
      <div class="actions stacked">{problem === null ? <Start /> : <NextStep problem={problem} />}</div>
    </div>
  )
}

const Welcome = () => (
  <div class="centred">
    <Mark />
    <Heading>{text('window.start.title')}</Heading>
    <p class="lead">{text('window.start.about')}</p>
  </div>
)

const Start = () => (
  <>
    <Button kind="primary" onPress={bridge.startSignIn}>
      {text('action.signIn')}
    </Button>
    <p class="fine-print">{text('window.start.next')}</p>
  </>
)

function Ended({ problem, hint }: { readonly problem: Problem; readonly hint: string }) {
  const ordinary = isOrdinary(problem)
  return (
    <div class="centred">
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
  switch (problem) {
    case 'expired':
    case 'used-elsewhere':
      return <Primary label={text('window.again.newCode')} onPress={bridge.startSignIn} />
    case 'ended-unseen':
      return (
        <>
          <Primary label={text('window.again.newCode')} onPress={bridge.startSignIn} />
          <DevicesAtPlex />
        </>
      )
    case 'refused':
    case 'keychain-emptied':
      return <Primary label={text('action.signIn')} onPress={bridge.startSignIn} />
    case 'keychain-locked':
      return <TryAgain otherwise={text('action.signIn')} />
    case 'proxy-password':
      return (
        <Button kind="quiet" onPress={bridge.startSignIn}>
          {text('action.tryAgain')}
        </Button>
      )
    case 'keychain-missing':
    case 'keychain-unreadable':
    case 'keychain-unstarted':
      return <TryAgain otherwise={text('action.signInUntilQuit')} />
    default:
      return <Primary label={text('action.tryAgain')} onPress={bridge.startSignIn} />
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

/** Looks into the keychain once more, or signs in without what is in it. */
const TryAgain = ({ otherwise }: { readonly otherwise: string }) => (
  <>
    <Primary label={text('action.tryAgain')} onPress={bridge.tryNow} />
    <Button kind="quiet" onPress={bridge.startSignIn}>
      {otherwise}
    </Button>
  </>
)
