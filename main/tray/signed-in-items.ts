import { ageText, wholeAge } from '../../common/age.ts'
import type { ViewOf } from '../../common/sign-in-view.ts'
import { problems, whyUnconfirmed } from '../../common/problems.ts'
import type { Text } from '../../common/text.ts'
import { action, actionFor, type Actions, type Item, line, menuText } from './items.ts'
import { serverItems } from './server-items.ts'

type SignedIn = ViewOf<'signed-in'>

/** The menu while signed in: what is wrong, whose account it is, where to go, and the way out. */
export const signedInItems = (text: Text, view: SignedIn, keys: number, actions: Actions): Item[] => [
  ...unconfirmed(text, view),
  ...whereItIs(text, view, actions),
  action(
    view.account === null
      ? text('state.signedIn')
      : text('state.signedInAs', { name: text.named(menuText(view.account.name)) }),
    actions.showWindow,
  ),
  ...serverItems(text, view, actions),
  action(text('action.checkNow'), actions.signIn.tryNow, !view.checking),
  actionFor(`sign-out ${view.id}`, text('action.signOut'), () => actions.session.signOut(view.id)),
  ...(keys === 0
    ? []
    : [
        actionFor(`sign-out-with-keys ${view.id}`, text('tray.signOutWithKeys', { count: keys }), () =>
          actions.session.signOutWithKeys(view.id),
        ),
      ]),
]

/** Where the token is, if not in the keychain: why, and what the person can do. */
function whereItIs(text: Text, { kept }: SignedIn, actions: Actions): Item[] {
  if (kept === 'keychain') return []
  const untilQuit = line(text('state.signedInUntilQuit'))
  if (kept === 'unseen') return [untilQuit]
  const retry = action(text('action.tryNow'), actions.signIn.tryNow)
  return [
    untilQuit,
    line(text(`problems.${kept}.title`)),
    ...(problems[kept].next === 'unlock' ? [retry] : []),
  ]
}

function unconfirmed(text: Text, { problem, confirmedAgoMs }: SignedIn): Item[] {
  if (problem === null) return []
  const own = line(text(`problems.${problem}.title`))
  const why = whyUnconfirmed(problem)
  // Right after it was confirmed, what went wrong since says more than when that was.
  if (why === 'own' || (confirmedAgoMs !== null && wholeAge(confirmedAgoMs) === null)) return [own]
  const title =
    confirmedAgoMs === null
      ? text(`confirmation.neverConfirmed.${why}`)
      : text(`confirmation.lastConfirmed.${why}`, { age: ageText(text, confirmedAgoMs) })
  return [line(title), own]
}
