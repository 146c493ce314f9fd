import type { Problem } from '../../preload/contract.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon, Mark } from '../parts/icons.tsx'
import { text } from '../text.ts'

interface Props {
  readonly problem: Problem | null
  readonly version: string
}

export function SignedOut({ problem, version }: Props) {
  return (
    <div class="view">
      {problem === null ? <Welcome /> : <Ended problem={problem} />}
      <p class="version">{text('window.version', { version })}</p>
    </div>
  )
}

function Welcome() {
  return (
    <>
      <div class="centred">
        <Mark />
        <Heading>{text('window.start.title')}</Heading>
        <p class="lead">{text('window.start.about')}</p>
      </div>
      <div class="actions stacked">
        <Button kind="primary" onPress={bridge.startSignIn}>
          {text('window.start.signIn')}
        </Button>
        <p class="fine-print">{text('window.start.next')}</p>
      </div>
    </>
  )
}

/** The code ran its course; nothing is broken. */
const isOrdinary = (problem: Problem): boolean => problem === 'expired' || problem === 'used-elsewhere'

function Ended({ problem }: { readonly problem: Problem }) {
  const ordinary = isOrdinary(problem)
  return (
    <>
      <div class="centred" {...(ordinary ? {} : { role: 'alert' })}>
        <span class={ordinary ? 'emblem' : 'emblem warning'}>
          <Icon name={ordinary ? 'clock' : 'alert'} />
        </span>
        <Heading>{text(`problems.${problem}.title`)}</Heading>
        <p class="lead">{text(`problems.${problem}.hint`)}</p>
      </div>
      <div class="actions stacked">
        <NextStep problem={problem} />
      </div>
    </>
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
