import type { Snapshot } from '../common/contract.ts'
import type { Servers, SignInView, ViewOf } from '../common/sign-in-view.ts'
import { unbrokenAge } from '../common/age.ts'
import { confirmationTitle, isOrdinary, problemHint } from './problem-text.ts'
import { proxyLine } from './proxy-text.ts'
import { sentences, spelled, text } from '../common/text.ts'
import { whyInMemory } from './why-in-memory.ts'

/**
 * What a screen reader is to say. `alert`: before all else, for it ends what the person was about. `progress`: only if
 * it lasts, since what comes of it is told too.
 */
export interface Announcement {
  readonly manner: 'progress' | 'polite' | 'alert'
  readonly text: string
}

type Attempt = ViewOf<'requesting-code' | 'awaiting-approval'>

/** What happened between two snapshots that follow each other. */
export const announcements = (before: Snapshot, after: Snapshot): readonly Announcement[] => [
  ...ofSignIn(before.signIn, after.signIn),
  ...ofProxy(before, after),
  ...ofLateClaim(before, after),
  ...ofUnopenedPage(before.unopenedPage, after.unopenedPage),
  ...ofNotice(before.notice, after.notice),
  ...ofUpdate(before.update, after.update),
]

const polite = (said: string): Announcement => ({ manner: 'polite', text: said })
const progress = (said: string): Announcement => ({ manner: 'progress', text: said })

function ofSignIn(before: SignInView, after: SignInView): Announcement[] {
  switch (after.kind) {
    case 'restoring':
      return before.kind === after.kind ? [] : [progress(text('state.restoring'))]
    case 'saving':
      return before.kind === after.kind ? [] : [progress(text('state.saving'))]
    case 'signing-out':
      return before.kind === after.kind ? [] : [progress(text('state.signingOut'))]
    case 'requesting-code':
    case 'awaiting-approval':
      return ofAttempt(before, after)
    case 'signed-in':
      return before.kind === after.kind ? ofSession(before, after) : [whoIsSignedIn(after)]
    case 'signed-out':
      return before.kind === after.kind ? ofSignedOut(before, after) : endOf(before, after)
  }
}

const isAttempt = (view: SignInView): view is Attempt =>
  view.kind === 'requesting-code' || view.kind === 'awaiting-approval'

function ofAttempt(before: SignInView, after: Attempt): Announcement[] {
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

function whoIsSignedIn({ account, kept, problem, confirmedAgoMs }: ViewOf<'signed-in'>): Announcement {
  const said = sentences(
    account === null ? text('state.signedIn') : text('state.signedInAs', { name: account.name }),
    problem === null ? '' : confirmationTitle(problem, wordsOf(confirmedAgoMs)),
    problem === null && account === null ? text('window.signedIn.unnamed') : '',
    kept === 'keychain' ? '' : whereTheKeyIs(kept),
  )
  // The name comes with plex.tv's next answer.
  return account === null && problem === null ? progress(said) : polite(said)
}

const wordsOf = (agoMs: number | null): string | null => (agoMs === null ? null : unbrokenAge(agoMs))

function ofSession(before: ViewOf<'signed-in'>, after: ViewOf<'signed-in'>): Announcement[] {
  const { account, kept, problem, checking, confirmedAgoMs } = after
  const named = account !== null && account.name !== before.account?.name
  const checked = (before.checking && !checking) || before.problem !== problem
  const said = sentences(
    named ? text('state.signedInAs', { name: account.name }) : '',
    // Whoever is named is confirmed.
    checked && !(named && problem === null) ? confirmationTitle(problem, wordsOf(confirmedAgoMs)) : '',
    kept === before.kept ? '' : whereTheKeyIs(kept),
    ofServers(before.servers, after.servers),
  )
  return said === '' ? [] : [polite(said)]
}

const whereTheKeyIs = (kept: ViewOf<'signed-in'>['kept']): string =>
  kept === 'keychain'
    ? text('window.signedIn.inKeychain')
    : sentences(text('state.signedInUntilQuit'), whyInMemory(kept))

/** The first list comes by itself, and is where a person looks for it. */
function ofServers(before: Servers, { list, refreshing, problem }: Servers): string {
  if (!before.refreshing || refreshing) return ''
  if (problem !== null) return text(`problems.${problem}.title`)
  return before.list === null || list === null ? '' : text('window.servers.found', { count: list.length })
}

function endOf(before: SignInView, { problem, revocation }: ViewOf<'signed-out'>): Announcement[] {
  if (problem !== null)
    return [
      {
        manner: isOrdinary(problem) ? 'polite' : 'alert',
        text: sentences(text(`problems.${problem}.title`), problemHint(problem)),
      },
    ]
  if (isAttempt(before)) return [polite(text('window.announced.cancelled'))]
  if (before.kind !== 'signing-out' && before.kind !== 'signed-in')
    return [polite(text('window.announced.notSignedIn'))]
  return [polite(text('window.announced.signedOut')), ...revoked(revocation)]
}

function ofSignedOut(before: ViewOf<'signed-out'>, after: ViewOf<'signed-out'>): Announcement[] {
  if (before.problem !== after.problem) return endOf({ kind: 'restoring' }, after)
  return before.revocation === after.revocation ? [] : revoked(after.revocation)
}

function revoked(revocation: ViewOf<'signed-out'>['revocation']): Announcement[] {
  if (revocation === null) return []
  return revocation === 'owed'
    ? [progress(text('window.announced.owed'))]
    : [polite(text(`window.revocation.${revocation}`))]
}

/** Its question is a dialog, which is read when it opens. */
function ofLateClaim(before: Snapshot, after: Snapshot): Announcement[] {
  const [asked, asks] = [before.lateClaim, after.lateClaim]
  if (asked === null) return []
  if (asks === null)
    return before.signIn.kind === after.signIn.kind ? [polite(text('window.announced.claimNotKept'))] : []
  return asks.account === null || asks.account.name === asked.account?.name
    ? []
    : [polite(text('window.lateClaim.account', { name: asks.account.name }))]
}

/** The title of a problem says already that a proxy asks; where the sign-in is held, no title does. */
function ofProxy({ askingProxy: asked }: Snapshot, { askingProxy: asks, signIn }: Snapshot): Announcement[] {
  if (asks === null) return []
  if (asks.said === 'trying')
    return asked?.said === 'trying' ? [] : [progress(text('window.proxyLogin.trying'))]
  const line = proxyLine(asks)
  if (asked !== null && asked.said !== 'trying' && proxyLine(asked) === line) return []
  const isTold = asks.said === 'asks' && !(signIn.kind === 'signed-in' && signIn.problem !== null)
  return isTold ? [] : [polite(line)]
}

const ofUnopenedPage = (before: string | null, after: string | null): Announcement[] =>
  after === null || after === before ? [] : [polite(`${text('window.unopenedPage.said')} ${after}`)]

const ofNotice = (before: Snapshot['notice'], after: Snapshot['notice']): Announcement[] =>
  after === null || after === before ? [] : [polite(text(`window.notice.${after}`))]

function ofUpdate(before: Snapshot['update'], after: Snapshot['update']): Announcement[] {
  if (after === null || (before?.stage === after.stage && before.version === after.version)) return []
  const said = text(`update.${after.stage}`, { version: after.version })
  return [after.stage === 'downloading' ? progress(said) : polite(said)]
}
