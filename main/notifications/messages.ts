import type { Snapshot } from '../../common/contract.ts'
import type { QuestionId } from '../../common/ids.ts'
import { isOrdinary, problems } from '../../common/problems.ts'
import { signInOf } from '../../common/lives.ts'
import type { Lives, SignInView, ViewOf } from '../../common/sign-in-view.ts'
import type { Question } from '../../common/question.ts'
import { isolate, type Text } from '../../common/text.ts'

export interface Message {
  readonly title: string
  readonly body: string
  /** All is well, and there is nothing to do. */
  readonly isNewsOnly?: true
}

const TITLES = {
  lateClaim: 'lateClaim.title',
  revocationGivenUp: 'state.revocationGivenUp',
  signedIn: 'state.signedInToPlex',
  signedInUnnamed: 'state.signedInToPlex',
  windowFailed: 'notifications.windowFailed.title',
  keyDied: 'tray.notice.key-died',
  keyOfAnother: 'notifications.keyOfAnother.title',
} as const

export const notification = (
  text: Text,
  name: keyof typeof TITLES,
  values: { readonly name?: string } = {},
): Message => ({
  title: text(TITLES[name]),
  body: text(`notifications.${name}.body`, values),
})

/** The message that a program asks, once for each question; null without a new one. */
export function createAsksMessages(text: Text) {
  let told: QuestionId | null = null
  return ({ access: { asking } }: Pick<Snapshot, 'access'>): Message | null => {
    if (asking === null || asking.id === told) return null
    told = asking.id
    return {
      title: text('tray.asks', { name: isolate(asking.name) }),
      body: text('notifications.asks.body'),
    }
  }
}

type Seen = Lives & Pick<Snapshot, 'question'>

/** The message for what changed from the last snapshot to the next, or null. */
export function createMessages(text: Text) {
  const about = createSignInMessages(text)
  let asked: Seen['question'] = null

  return (snapshot: Seen): Message | null => {
    const askedBefore = asked
    asked = snapshot.question
    const message = about(signInOf(snapshot))
    return asked !== null && askedBefore === null ? questionMessage(text, asked) : message
  }
}

const questionMessage = (text: Text, question: Question): Message =>
  question.kind === 'late-claim'
    ? notification(text, 'lateClaim')
    : notification(text, 'keyOfAnother', { name: isolate(question.key.name) })

function createSignInMessages(text: Text) {
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
        return signedIn(text, signIn)
      }
      case 'signed-out': {
        const { problem } = signIn
        const attemptEnded = attempted
        attempted = false
        if (problem === null) return null
        const title = text(`problems.${problem}.title`)
        const { of, endsSession } = problems[problem]
        if (attemptEnded && of === 'code') {
          const body = text(isOrdinary(problem) ? 'notifications.newCode' : 'notifications.endedUnseen')
          return { title, body }
        }
        return endsSession && last === 'signed-in' ? { title, body: text('notifications.signInAgain') } : null
      }
      default:
        return null
    }
  }
}

function signedIn(text: Text, { kept, account }: ViewOf<'signed-in'>): Message {
  if (kept !== 'keychain')
    return { title: text('state.signedInUntilQuit'), body: text(`keychain.kept.${kept}`) }
  const news =
    account === null
      ? notification(text, 'signedInUnnamed')
      : notification(text, 'signedIn', { name: text.named(account.name) })
  return { ...news, isNewsOnly: true }
}
