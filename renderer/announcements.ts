import { isAtHand } from '../common/keys-at-hand.ts'
import type { Snapshot } from '../common/contract.ts'
import { signInOf } from '../common/lives.ts'
import type { Servers, SignInView, ViewOf } from '../common/sign-in-view.ts'
import { unbrokenAge } from '../common/age.ts'
import { isOrdinary } from '../common/problems.ts'
import { type Announcement, polite, progress } from './announcement.ts'
import { ofKeys } from './key-announcements.ts'
import { confirmationTitle, problemHint } from './problem-text.ts'
import { proxyLine } from './proxy-text.ts'
import { isolate, sentences, spelled, type Text } from '../common/text.ts'

type Attempt = ViewOf<'requesting-code' | 'awaiting-approval'>

/** What has changed between two successive snapshots. */
export const announcements = (text: Text, before: Snapshot, after: Snapshot): readonly Announcement[] => [
  ...ofSignIn(text, signInOf(before), signInOf(after)),
  ...ofKeychain(text, before, after),
  ...ofProxy(text, before, after),
  ...ofQuestion(text, before, after),
  ...ofAccess(text, before.access, after.access),
  ...ofKeys(text, before.keys, after.keys),
  ...ofUnopenedPage(text, before.unopenedPage, after.unopenedPage),
  ...ofNotice(text, before.notice, after.notice),
  ...ofUpdate(text, before.update, after.update),
]

function ofSignIn(text: Text, before: SignInView, after: SignInView): Announcement[] {
  switch (after.kind) {
    case 'restoring':
      return before.kind === after.kind ? [] : [progress(text('state.restoring'))]
    case 'saving':
      return before.kind === after.kind ? [] : [progress(text('state.saving'))]
    case 'signing-out':
      return before.kind === after.kind ? [] : [progress(text('state.signingOut'))]
    case 'requesting-code':
    case 'awaiting-approval':
      return ofAttempt(text, before, after)
    case 'signed-in':
      return before.kind === after.kind ? ofSession(text, before, after) : [whoIsSignedIn(text, after)]
    case 'signed-out':
      return before.kind === after.kind ? ofSignedOut(text, before, after) : endOf(text, before, after)
  }
}

const isAttempt = (view: SignInView): view is Attempt =>
  view.kind === 'requesting-code' || view.kind === 'awaiting-approval'

function ofAttempt(text: Text, before: SignInView, after: Attempt): Announcement[] {
  const problem = after.trouble?.problem ?? null
  const title = problem === null ? '' : text(`problems.${problem}.title`)
  if (after.kind === 'awaiting-approval' && (before.kind !== after.kind || before.code !== after.code)) {
    const letters = spelled(after.code)
    const told =
      after.renewals > 0
        ? text('window.approval.newCode', { letters })
        : text('window.announced.code', { letters })
    return [polite(sentences(told, title))]
  }
  const problemBefore = isAttempt(before) ? (before.trouble?.problem ?? null) : null
  if (problem !== null) return problem === problemBefore ? [] : [polite(title)]
  if (after.kind === 'requesting-code')
    return before.kind === after.kind && problemBefore === null
      ? []
      : [progress(text('state.requestingCode'))]
  return problemBefore === null ? [] : [polite(text('window.approval.reconnected'))]
}

function whoIsSignedIn(
  text: Text,
  { account, kept, problem, confirmedAgoMs }: ViewOf<'signed-in'>,
): Announcement {
  const said = sentences(
    account === null ? text('state.signedIn') : text('state.signedInAs', { name: account.name }),
    problem === null ? '' : confirmationTitle(text, problem, wordsOf(text, confirmedAgoMs)),
    problem === null && account === null ? text('window.signedIn.unnamed') : '',
    kept === 'keychain' ? '' : whereTheKeyIs(text, kept),
  )
  // The name comes with plex.tv's next answer.
  return account === null && problem === null ? progress(said) : polite(said)
}

const wordsOf = (text: Text, agoMs: number | null): string | null =>
  agoMs === null ? null : unbrokenAge(text, agoMs)

function ofSession(text: Text, before: ViewOf<'signed-in'>, after: ViewOf<'signed-in'>): Announcement[] {
  const { account, kept, problem, checking, confirmedAgoMs } = after
  const named = account !== null && account.name !== before.account?.name
  const checked = (before.checking && !checking) || before.problem !== problem
  const said = sentences(
    named ? text('state.signedInAs', { name: account.name }) : '',
    // Naming the account already says that it is confirmed.
    checked && !(named && problem === null)
      ? confirmationTitle(text, problem, wordsOf(text, confirmedAgoMs))
      : '',
    kept === before.kept ? '' : whereTheKeyIs(text, kept),
    ofServers(text, before.servers, after.servers),
  )
  return said === '' ? [] : [polite(said)]
}

const whereTheKeyIs = (text: Text, kept: ViewOf<'signed-in'>['kept']): string =>
  kept === 'keychain'
    ? text('window.signedIn.inKeychain')
    : sentences(text('state.signedInUntilQuit'), text(`keychain.kept.${kept}`))

/** Not for the first list, which the person expects there. */
function ofServers(text: Text, before: Servers, { list, refreshing, problem }: Servers): string {
  if (!before.refreshing || refreshing) return ''
  if (problem !== null) return text(`problems.${problem}.title`)
  return before.list === null || list === null ? '' : text('window.servers.found', { count: list.length })
}

function endOf(
  text: Text,
  before: SignInView,
  { problem, revocation }: ViewOf<'signed-out'>,
): Announcement[] {
  if (problem !== null)
    return [
      {
        manner: isOrdinary(problem) ? 'polite' : 'alert',
        text: sentences(text(`problems.${problem}.title`), problemHint(text, problem)),
      },
    ]
  if (isAttempt(before)) return [polite(text('window.announced.cancelled'))]
  if (before.kind !== 'signing-out' && before.kind !== 'signed-in')
    return [polite(text('window.announced.notSignedIn'))]
  return [polite(text('window.announced.signedOut')), ...revoked(text, revocation)]
}

function ofSignedOut(text: Text, before: ViewOf<'signed-out'>, after: ViewOf<'signed-out'>): Announcement[] {
  if (before.problem !== after.problem) return endOf(text, { kind: 'restoring' }, after)
  return before.revocation === after.revocation ? [] : revoked(text, after.revocation)
}

function revoked(text: Text, revocation: ViewOf<'signed-out'>['revocation']): Announcement[] {
  if (revocation === null) return []
  return revocation === 'owed'
    ? [progress(text('window.announced.owed'))]
    : [polite(text(`window.revocation.${revocation}`))]
}

/** Its question is a dialog, which is read when it opens. */
function ofQuestion(text: Text, before: Snapshot, after: Snapshot): Announcement[] {
  const [asked, asks] = [before.question, after.question]
  if (asked?.kind === 'key-of-another') {
    const isKept =
      asks?.id !== asked.id && after.keys.list.some(key => key.id === asked.key.id && isAtHand(key))
    return isKept ? [polite(text('window.announced.keyKept', { name: isolate(asked.key.name) }))] : []
  }
  if (asked === null || asks?.kind === 'key-of-another') return []
  if (asks === null)
    return signInOf(before).kind === signInOf(after).kind
      ? [polite(text('window.announced.claimNotKept'))]
      : []
  return asks.account === null || asks.account.name === asked.account?.name
    ? []
    : [polite(text('window.lateClaim.account', { name: asks.account.name }))]
}

/** Its question is in another window, which has not taken the focus. */
const ofAccess = (text: Text, before: Snapshot['access'], { asking }: Snapshot['access']): Announcement[] =>
  asking === null || asking.id === before.asking?.id
    ? []
    : [polite(text('window.announced.asks', { name: isolate(asking.name) }))]

/** Signed out, the title of the problem says it in the next moment. */
const ofKeychain = (text: Text, { askingKeychain: asked }: Snapshot, after: Snapshot): Announcement[] =>
  asked !== null || after.askingKeychain === null || after.ended === 'keychain-asking'
    ? []
    : [progress(text('problems.keychain-asking.title'))]

/** The title of the problem already says that a proxy asks, except while signed in. */
function ofProxy(text: Text, { askingProxy: asked }: Snapshot, after: Snapshot): Announcement[] {
  const { askingProxy: asks } = after
  const signIn = signInOf(after)
  if (asks === null) return []
  if (asks.said === 'trying')
    return asked?.said === 'trying' ? [] : [progress(text('window.proxyLogin.trying'))]
  const line = proxyLine(text, asks)
  if (asked !== null && asked.said !== 'trying' && proxyLine(text, asked) === line) return []
  const isTold = asks.said === 'asks' && !(signIn.kind === 'signed-in' && signIn.problem !== null)
  return isTold ? [] : [polite(line)]
}

const ofUnopenedPage = (text: Text, before: string | null, after: string | null): Announcement[] =>
  after === null || after === before ? [] : [polite(`${text('window.unopenedPage.said')} ${after}`)]

/** Which key died is said by its name. */
const ofNotice = (text: Text, before: Snapshot['notice'], after: Snapshot['notice']): Announcement[] =>
  after === null || after === before || after === 'key-died' ? [] : [polite(text(`window.notice.${after}`))]

function ofUpdate(text: Text, before: Snapshot['update'], after: Snapshot['update']): Announcement[] {
  if (after === null || (before?.stage === after.stage && before.version === after.version)) return []
  const said = text(`update.${after.stage}`, { version: after.version })
  return [after.stage === 'downloading' ? progress(said) : polite(said)]
}
