import type { Snapshot } from '../../common/contract.ts'
import type { SignInView, ViewOf } from '../../common/sign-in-view.ts'
import { text } from '../../common/text.ts'

export interface Message {
  readonly title: string
  readonly body: string
}

const TITLES = {
  keptInMemory: 'state.signedInUntilQuit',
  keptUnseen: 'state.signedInUntilQuit',
  keptUnreadable: 'state.signedInUntilQuit',
  keptUnstarted: 'state.signedInUntilQuit',
  lateClaim: 'lateClaim.title',
  revocationGivenUp: 'state.revocationGivenUp',
  signedIn: 'state.signedInToPlex',
  signedInUnnamed: 'state.signedInToPlex',
  windowFailed: 'notifications.windowFailed.title',
} as const

export const notification = (
  name: keyof typeof TITLES,
  values: { readonly name?: string } = {},
): Message => ({
  title: text(TITLES[name]),
  body: text(`notifications.${name}.body`, values),
})

type Seen = Pick<Snapshot, 'signIn' | 'lateClaim'>

/** The message for each snapshot that follows the last one, or null. */
export function createMessages() {
  const about = createSignInMessages()
  let asked = false

  return ({ signIn, lateClaim }: Seen): Message | null => {
    const askedBefore = asked
    asked = lateClaim !== null
    const message = about(signIn)
    return asked && !askedBefore ? notification('lateClaim') : message
  }
}

function createSignInMessages() {
  let before: SignInView['kind'] = 'restoring'
  let attempted = false

  return (signIn: SignInView): Message | null => {
    const last = before
    before = signIn.kind
    switch (signIn.kind) {
      case 'requesting-code':
      case 'awaiting-approval':
        attempted = true
        return null
      case 'signed-in': {
        const settled = signIn.account !== null || signIn.problem !== null
        if (!attempted || !settled) return null
        attempted = false
        return signedIn(signIn)
      }
      case 'signed-out': {
        const { problem } = signIn
        const attemptEnded = attempted
        attempted = false
        if (attemptEnded && (problem === 'expired' || problem === 'used-elsewhere')) {
          return { title: text(`problems.${problem}.title`), body: text('notifications.newCode') }
        }
        if (attemptEnded && problem === 'ended-unseen') {
          return { title: text(`problems.${problem}.title`), body: text('notifications.endedUnseen') }
        }
        const sessionEnded = problem === 'refused' || problem === 'keychain-emptied'
        return sessionEnded && last === 'signed-in'
          ? { title: text(`problems.${problem}.title`), body: text('notifications.signInAgain') }
          : null
      }
      default:
        return null
    }
  }
}

function signedIn({ kept, account }: ViewOf<'signed-in'>): Message {
  if (kept === 'memory') return notification('keptInMemory')
  if (kept === 'unseen') return notification('keptUnseen')
  if (kept === 'unreadable') return notification('keptUnreadable')
  if (kept === 'unstarted') return notification('keptUnstarted')
  if (account === null) return notification('signedInUnnamed')
  return notification('signedIn', { name: account.name })
}
