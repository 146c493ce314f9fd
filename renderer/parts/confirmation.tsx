import type { DatedOf } from '../dated.ts'
import { type Problem, whyUnconfirmed } from '../../common/problems.ts'
import { bridge } from '../bridge.ts'
import { confirmationTitle } from '../problem-text.ts'
import { useText } from '../use-text.ts'
import { useAge } from '../use-age.ts'
import { useIsOver } from '../use-remaining.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly view: DatedOf<'signed-in'>
}

/** Whether plex.tv still knows the sign-in, in one line. */
export function Confirmation({ view }: Props) {
  const text = useText()
  const { problem, confirmedAt } = view
  const age = useAge(confirmedAt)
  const title = confirmationTitle(text, problem, age)
  const why = problem === null ? '' : text(`problems.${problem}.title`)
  return (
    <div class={problem === null ? 'health' : 'health unconfirmed'}>
      <Icon name={problem !== null ? 'alert' : confirmedAt === null ? 'clock' : 'check'} />
      <div>
        <p {...(problem === null ? {} : { class: 'notice-title' })}>{title}</p>
        {problem !== null && (
          <p>
            {!isInTitle(problem) && title !== why && `${why}. `}
            <Unbroken text={text('window.signedIn.unconfirmed')} />
          </p>
        )}
      </div>
      <CheckNow view={view} />
    </div>
  )
}

function CheckNow({ view: { checking, checkableAt } }: Props) {
  const text = useText()
  const due = useIsOver(checkableAt)
  if (checking) {
    return (
      <Button kind="quiet" tone="muted" onPress={bridge.signIn.tryNow} disabled>
        {text('window.signedIn.checking')}
      </Button>
    )
  }
  return (
    <Button
      kind="quiet"
      tone="muted"
      onPress={bridge.signIn.tryNow}
      disabled={!due}
      {...(due ? {} : { hint: text('window.signedIn.checkNowHint') })}
    >
      {text('action.checkNow')}
    </Button>
  )
}

/** Whether the title says everything. */
const isInTitle = (problem: Problem): boolean => whyUnconfirmed(problem) === 'own' || problem === 'connection'
