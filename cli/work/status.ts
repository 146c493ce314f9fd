import type { StatusAnswer } from '../../common/access-answers.ts'
import { ageText } from '../../common/age.ts'
import { printable } from '../../common/printable.ts'
import type { Text } from '../../common/text.ts'
import { ask } from '../ask.ts'
import { mark } from '../mark.ts'
import type { Work } from '../surroundings.ts'

/** Says whether somebody is signed in. Starts the app if none runs: it alone knows. */
export const status: Work = async around => {
  const { data, failure, ran } = await ask(around, { ask: 'status' })
  const { text, stdout } = around
  const lines = statusLines(text, data, ran)
  const [first = '', ...others] = lines
  const look = data.state === 'signed-in' ? (data.problem === null ? 'good' : 'warning') : 'plain'
  return {
    data: { ...data, app: ran ? 'running' : 'started' },
    text: [mark(stdout, look, first), ...others].join('\n'),
    failure,
  }
}

function statusLines(
  text: Text,
  { state, account, confirmedAt, kept, problem, keys, version }: StatusAnswer,
  ran: boolean,
) {
  const age =
    confirmedAt === null ? undefined : ageText(text, Math.max(0, Date.now() - Date.parse(confirmedAt)))
  return [
    state === 'signed-out' && problem?.layer === 'keychain'
      ? text('cli.status.unknown')
      : stateText(text, state, account?.name),
    ...(problem === null ? [] : [text(`problems.${problem.reason}.title`)]),
    ...(age === undefined ? [] : [text('window.signedIn.confirmed', { age })]),
    ...(kept === null ? [] : [text(`cli.status.kept.${kept}`)]),
    text('cli.status.keys', { count: keys }),
    ran ? text('cli.status.running', { version }) : text('cli.status.started', { version }),
  ]
}

function stateText(text: Text, state: StatusAnswer['state'], name: string | undefined): string {
  switch (state) {
    case 'signed-in':
      return name === undefined
        ? text('state.signedInToPlex')
        : text('state.signedInAs', { name: printable(name) })
    case 'signed-out':
      return text('window.announced.notSignedIn')
    case 'signing-in':
      return text('cli.status.signingIn')
    case 'restoring':
      return text('state.restoring')
    case 'signing-out':
      return text('state.signingOut')
  }
}
