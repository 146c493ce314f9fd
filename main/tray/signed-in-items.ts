import { ageText } from '../../common/age.ts'
import type { ViewOf } from '../../common/sign-in-view.ts'
import { whyUnconfirmed } from '../../common/why-unconfirmed.ts'
import { text } from '../../common/text.ts'
import type { Actions } from './actions.ts'
import { action, type Item, line, menuText } from './items.ts'
import { serverItems } from './server-items.ts'

type SignedIn = ViewOf<'signed-in'>

/** The menu of who is signed in: what is wrong, who it is, where to go, and the way out. */
export const signedInItems = (view: SignedIn, actions: Actions): Item[] => [
  ...unconfirmed(view),
  ...(view.kept !== 'keychain' ? [line(text('state.signedInUntilQuit'))] : []),
  action(
    view.account === null
      ? text('state.signedIn')
      : text('state.signedInAs', { name: menuText(view.account.name) }),
    actions.showWindow,
  ),
  ...serverItems(view.servers, actions),
  action(text('action.checkNow'), actions.tryNow, !view.checking),
  action(text('action.signOut'), actions.signOut),
]

function unconfirmed({ problem, confirmedAgoMs }: SignedIn): Item[] {
  if (problem === null) return []
  const own = line(text(`problems.${problem}.title`))
  const why = whyUnconfirmed(problem)
  if (why === 'own') return [own]
  const title =
    confirmedAgoMs === null
      ? text(`confirmation.neverConfirmed.${why}`)
      : text(`confirmation.lastConfirmed.${why}`, { age: ageText(confirmedAgoMs) })
  return [line(title), own]
}
