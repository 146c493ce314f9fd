import type { Problem, ViewOf } from '../../common/sign-in-view.ts'
import { whyUnconfirmed } from '../../common/why-unconfirmed.ts'
import { bridge } from '../bridge.ts'
import { confirmationTitle } from '../problem-text.ts'
import { text } from '../../common/text.ts'
import { useAge } from '../use-age.ts'
import { useIsOver } from '../use-remaining.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly view: ViewOf<'signed-in'>
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

/** Whether plex.tv still knows the sign-in, as a row of the facts. */
export function Confirmation({ view, receivedAt }: Props) {
  const { problem, confirmedAgoMs } = view
  const age = useAge(confirmedAgoMs === null ? null : receivedAt - confirmedAgoMs)
  const title = confirmationTitle(problem, age)
  return (
    <li class={problem === null ? 'fact' : 'fact unconfirmed'}>
      <Icon name={problem === null ? 'clock' : 'alert'} />
      <div>
        <p {...(problem === null ? {} : { class: 'fact-title' })}>{title}</p>
        {problem !== null && (
          <p class="fine-print">
            {!isInTitle(problem) && `${text(`problems.${problem}.title`)}. `}
            <Unbroken text={text('window.signedIn.unconfirmed')} />
          </p>
        )}
      </div>
      <CheckNow view={view} receivedAt={receivedAt} />
    </li>
  )
}

function CheckNow({ view: { checking, checkableInMs }, receivedAt }: Props) {
  const due = useIsOver(receivedAt + checkableInMs)
  if (checking) {
    return (
      <Button kind="quiet" onPress={bridge.tryNow} disabled>
        {text('window.signedIn.checking')}
      </Button>
    )
  }
  return (
    <Button
      kind="quiet"
      onPress={bridge.tryNow}
      disabled={!due}
      {...(due ? {} : { hint: text('window.signedIn.checkNowHint') })}
    >
      {text('action.checkNow')}
    </Button>
  )
}

/** The title says it all. */
const isInTitle = (problem: Problem): boolean => whyUnconfirmed(problem) === 'own' || problem === 'connection'
