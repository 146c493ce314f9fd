import type { KeyView } from '../common/keys.ts'
import { isAtHand } from '../common/keys-at-hand.ts'
import { type Problem, problems } from '../common/problems.ts'
import { isolate, sentences, type Text } from '../common/text.ts'
import { fileName } from './file-name.ts'
import { problemHint } from './problem-text.ts'

/** How a row says that a key is: `missing` and `leaving` look like what a person knows already. */
export const shownState = (state: KeyView['state']): 'alive' | 'unconfirmed' | 'dead' | 'waiting' =>
  state === 'missing' ? 'unconfirmed' : state === 'leaving' ? 'waiting' : state

/** When it was handed out last, or made. `age`: of that. */
export const lentText = (text: Text, { lent }: KeyView, age: string): string =>
  lent === null ? text('window.keys.never', { age }) : text('window.keys.handedOut', { age })

/** How it was handed out last, or to which program. */
export function howText(text: Text, { lent }: KeyView): string {
  if (lent === null) return text('window.keys.notYet')
  return lent.program === null ? text(`window.keys.how.${lent.how}`) : isolate(fileName(lent.program))
}

/** What is not as it should be; empty where all is well. */
export function stateText(text: Text, { state, problem, diedAt }: KeyView): string {
  const because = problem === null ? '' : problemTitle(text, problem)
  switch (state) {
    case 'alive':
      return ''
    case 'unconfirmed':
      return problem === null
        ? text('window.keys.unconfirmed')
        : sentences(text('window.keys.notConfirmed'), because)
    case 'dead':
      return diedAt === null
        ? text('window.keys.dead')
        : text('window.keys.died', { date: text.longDate(new Date(diedAt)) })
    case 'missing':
      return text('window.keys.missing')
    case 'leaving':
      return sentences(text('window.keys.leaving'), because)
  }
}

/** The one thing to say of it where there is no room for more; empty where all is well. */
export function briefText(text: Text, item: KeyView): string {
  switch (item.state) {
    case 'dead':
      return stateText(text, item)
    case 'missing':
      return text('window.keys.gone')
    case 'leaving':
      return text('window.keys.leaving')
    case 'unconfirmed':
      return text(item.problem === null ? 'window.keys.unconfirmed' : 'window.keys.notConfirmed')
    case 'alive':
      return item.kept === 'keychain' ? '' : text('window.keys.untilQuit')
  }
}

/** Why it is not in the keychain; empty where it is. */
export function keptText(text: Text, { kept }: KeyView): string {
  if (kept === 'keychain') return ''
  if (kept === 'unseen') return sentences(text('window.keys.untilQuit'), text('window.keys.unseen'))
  return sentences(
    text('window.keys.untilQuit'),
    text(`problems.${kept}.title`),
    text('window.keys.movesLater'),
  )
}

/** Whose it is, where that is not who was signed in; null where it is. */
export function accountText(text: Text, { ofAnother }: KeyView): string | null {
  if (ofAnother === null) return null
  return ofAnother.name === null
    ? text('window.keys.otherAccount')
    : text('window.keys.account', { name: isolate(ofAnother.name) })
}

/** What comes of revoking it: a server of somebody else has handed out a key of its own. */
export const revokedText = (text: Text, { server }: KeyView): string =>
  server?.owned === false
    ? text('window.keys.ask.sharedEffect', { server: isolate(server.name) })
    : text('window.keys.ask.effect')

/** Whether servers of others have handed out keys of their own for some. */
export const hasShared = (list: readonly KeyView[]): boolean =>
  list.some(({ server }) => server?.owned === false)

export const problemTitle = (text: Text, problem: Problem): string =>
  text(problem === 'keychain-emptied' ? 'window.keys.gone' : `problems.${problem}.title`)

/** Why a key was not made, or not handed out. */
export type Refusal = Problem | 'not-copied' | 'not-remembered'

/** Why, where there is no room for what helps. */
export const refusalTitle = (text: Text, why: Exclude<Refusal, 'not-copied'>): string =>
  why === 'not-remembered' ? text('window.keys.notWritten') : problemTitle(text, why)

/** Why, and what helps. */
export function refusalText(text: Text, why: Refusal): string {
  if (why === 'not-copied') return text('window.keys.notCopied')
  if (why === 'not-remembered') return text('window.keys.notRemembered')
  return sentences(problemTitle(text, why), keyHint(text, why))
}

/** What the person can do about it: the texts about a sign-in name other ways out than a key has. */
export function keyHint(text: Text, problem: Problem): string {
  const { of, next } = problems[problem]
  if (of !== 'keychain') return problemHint(text, problem)
  return next === 'answer' || next === 'unlock' || next === 'until-quit' || next === 'sign-in'
    ? text(`window.keys.next.${next}`)
    : problemHint(text, problem)
}

/** Those of them that were made since a sign-in; all of them where nobody knows when that was. */
export const madeSince = (list: readonly KeyView[], signedInAt: number | null): number =>
  list.filter(key => isAtHand(key) && key.madeAt >= (signedInAt ?? 0)).length
