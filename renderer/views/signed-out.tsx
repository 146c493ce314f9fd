import type { Problem, SignInView } from '../../preload/contract.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon, Mark } from '../parts/icons.tsx'
import { Revocation } from '../parts/revocation.tsx'
import { Unbroken } from '../parts/unbroken.tsx'
import { longDate, text } from '../text.ts'

type SignedOutView = Extract<SignInView, { kind: 'signed-out' }>

export function SignedOut({ view: { problem, revocation } }: { readonly view: SignedOutView }) {
  return (
    <div class="view">
      {problem === null ? <Welcome /> : <Ended problem={problem} />}
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
      {text('window.start.signIn')}
    </Button>
    <p class="fine-print">{text('window.start.next')}</p>
  </>
)

/** The code ran its course; nothing is broken. */
const isOrdinary = (problem: Problem): boolean => problem === 'expired' || problem === 'used-elsewhere'

function Ended({ problem }: { readonly problem: Problem }) {
  const ordinary = isOrdinary(problem)
  return (
    <div class="centred" {...(ordinary ? {} : { role: 'alert' })}>
      <span class={ordinary ? 'emblem' : 'emblem warning'}>
        <Icon name={ordinary ? 'clock' : 'alert'} />
      </span>
      <Heading>
        <Unbroken text={text(`problems.${problem}.title`)} />
      </Heading>
      <p class="lead">
        <Unbroken text={text(`problems.${problem}.hint`, { date: longDate(new Date()) })} />
      </p>
    </div>
  )
}

function NextStep({ problem }: { readonly problem: Problem }) {
  switch (problem) {
    case 'expired':
    case 'used-elsewhere':
      return (
        <Button kind="primary" onPress={bridge.startSignIn}>
          {text('window.again.newCode')}
        </Button>
      )
    case 'refused':
      return (
        <Button kind="primary" onPress={bridge.startSignIn}>
          {text('window.start.signIn')}
        </Button>
      )
    case 'keychain-locked':
      return (
        <>
          <Button kind="primary" onPress={bridge.tryNow}>
            {text('window.again.tryAgain')}
          </Button>
          <Button kind="quiet" onPress={bridge.startSignIn}>
            {text('window.start.signIn')}
          </Button>
        </>
      )
    default:
      return (
        <Button kind="primary" onPress={bridge.startSignIn}>
          {text('window.again.tryAgain')}
        </Button>
      )
  }
}
