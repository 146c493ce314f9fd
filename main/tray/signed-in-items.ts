import type { Problem, SignInView } from '../../preload/contract.ts'
import { text } from '../text.ts'
import type { Actions } from './actions.ts'
import { age } from './age.ts'
import { action, type Item, line, menuText } from './items.ts'
import { serverItems } from './server-items.ts'

type SignedIn = Extract<SignInView, { kind: 'signed-in' }>

/** The menu of who is signed in: what is wrong, who it is, where to go, and the way out. */
export const signedInItems = (view: SignedIn, actions: Actions): Item[] => [
  ...unconfirmed(view),
  ...(view.kept === 'memory' ? [line(text('tray.keptUntilQuit'))] : []),
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

/** Problems in which plex.tv has no part, or in which it did answer. */
const NOT_OF_THE_NETWORK: ReadonlySet<Problem> = new Set<Problem>([
  'keychain-locked',
  'keychain-missing',
  'keychain-emptied',
  'refused',
])

function unconfirmed({ problem, confirmedAgoMs }: SignedIn): Item[] {
  if (problem === null) return []
  const own = line(text(`problems.${problem}.title`))
  if (NOT_OF_THE_NETWORK.has(problem)) return [own]
  const unreachable =
    confirmedAgoMs === null
      ? text('tray.unreachableUnconfirmed')
      : text('tray.unreachable', { age: age(confirmedAgoMs) })
  return [line(unreachable), own]
}
