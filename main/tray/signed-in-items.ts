import type { SignInView } from '../../common/contract.ts'
import { whyUnconfirmed } from '../../common/why-unconfirmed.ts'
import { text } from '../../common/text.ts'
import type { Actions } from './actions.ts'
import { age } from './age.ts'
import { action, type Item, line, menuText } from './items.ts'
import { serverItems } from './server-items.ts'

type SignedIn = Extract<SignInView, { kind: 'signed-in' }>

/** The menu of who is signed in: what is wrong, who it is, where to go, and the way out. */
export const signedInItems = (view: SignedIn, actions: Actions): Item[] => [
  ...unconfirmed(view),
  ...(view.kept !== 'keychain' ? [line(text('tray.keptUntilQuit'))] : []),
  action(
    view.account === null
      ? text('tray.signedIn')
      : text('tray.signedInAs', { name: menuText(view.account.name) }),
    actions.showWindow,
  ),
  ...serverItems(view.servers, actions),
  action(text('tray.checkNow'), actions.tryNow, !view.checking),
  action(text('tray.signOut'), actions.signOut),
]

function unconfirmed({ problem, confirmedAgoMs }: SignedIn): Item[] {
  if (problem === null) return []
  const own = line(text(`problems.${problem}.title`))
  const why = whyUnconfirmed(problem)
  if (why === 'own') return [own]
  const title =
    confirmedAgoMs === null
      ? text(`tray.neverConfirmed.${why}`)
      : text(`tray.lastConfirmed.${why}`, { age: age(confirmedAgoMs) })
  return [line(title), own]
}
