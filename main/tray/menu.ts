import type { Snapshot } from '../../common/contract.ts'
import { type Problem, problems } from '../../common/problems.ts'
import type { Question } from '../../common/question.ts'
import { takeable } from '../../common/keys-at-hand.ts'
import { signInOf } from '../../common/lives.ts'
import type { Lives, SignInView, ViewOf } from '../../common/sign-in-view.ts'
import { isLoginChoosable, startsAtLogin } from '../../common/starts-at-login.ts'
import type { Text } from '../../common/text.ts'
import { systemClock } from '../clock.ts'
import { action, actionFor, type Actions, type Item, line, menuText, separator } from './items.ts'
import { signedInItems } from './signed-in-items.ts'

/** What the tray shows of a snapshot. */
export interface TraySnapshot
  extends Lives, Pick<Snapshot, 'access' | 'askingKeychain' | 'keys' | 'question' | 'notice' | 'update'> {
  readonly preferences: Pick<Snapshot['preferences'], 'trayIcon'>
  /** Null until it has been looked up. */
  readonly launchAtLogin: Snapshot['launchAtLogin'] | null
}

/** The tray menu for a state. Enough to sign in and out without any window. */
export function menu(text: Text, snapshot: TraySnapshot, actions: Actions): Item[] {
  const { access, askingKeychain, keys, launchAtLogin, question, notice, update } = snapshot
  return [
    ...accessItems(text, access, actions),
    ...(notice === null ? [] : [action(text(`tray.notice.${notice}`), actions.showWindow), separator]),
    ...(askingKeychain === null ? [] : [...keychainAsks(text, askingKeychain, actions), separator]),
    ...(question === null ? [] : [...asking(text, question, actions), separator]),
    ...stateItems(text, signInOf(snapshot), takeable(keys.list), actions).filter(
      item => askingKeychain === null || !saysKeychainAsks(text, item),
    ),
    separator,
    ...keyItems(text, keys.list.length, signInOf(snapshot).kind === 'signed-in', actions),
    action(text('tray.settings'), actions.showSettings),
    ...(launchAtLogin === null ? [] : loginItems(text, launchAtLogin, actions)),
    ...(update === null ? [] : updateItems(text, update, actions)),
    action(text('action.quit'), actions.app.quit),
  ]
}

/** That a program waits for an answer, or until when none may ask. */
function accessItems(text: Text, { asking, silentForMs }: Snapshot['access'], actions: Actions): Item[] {
  const asks = (name: string) => text('tray.answer', { name: text.named(menuText(name)) })
  return [
    ...(asking === null
      ? []
      : [actionFor(`asks ${asking.id}`, asks(asking.name), actions.showAsks), separator]),
    ...(silentForMs === null
      ? []
      : [line(text('tray.silent', { time: text.timeOfDay(endOf(silentForMs)) })), separator]),
  ]
}

/** Its first whole minute, so that it is not over sooner than said. */
const endOf = (ms: number): number => Math.ceil((systemClock.calendar() + ms) / 60_000) * 60_000

const keychainAsks = (
  text: Text,
  { stoppable }: NonNullable<Snapshot['askingKeychain']>,
  actions: Actions,
): Item[] => [
  ...trouble(text, 'keychain-asking'),
  ...(stoppable ? [action(text('keychain.stopWaiting'), actions.keychain.stopWaiting)] : []),
]

/** Once is enough, though it may also be why somebody is signed out. */
const saysKeychainAsks = (text: Text, item: Item): boolean =>
  item.type !== 'separator' && item.label === text('problems.keychain-asking.title')

/** Keys live without a sign-in, too. */
const keyItems = (text: Text, count: number, canMake: boolean, actions: Actions): Item[] => [
  ...(count === 0 ? [] : [line(text('tray.keyCount', { count }))]),
  ...(count === 0 && !canMake ? [] : [action(text('tray.keys'), actions.showKeys)]),
]

function asking(text: Text, question: Question, actions: Actions): Item[] {
  if (question.kind === 'late-claim') return askingOfClaim(text, question, actions)
  const { id, key } = question
  const answer = (choice: 'keep' | 'revoke') => () => actions.question.answer({ id, choice })
  return [
    line(text('tray.keyOfAnother', { key: text.named(menuText(key.name)) })),
    actionFor(`keep ${id}`, text('tray.keepKey'), answer('keep')),
    actionFor(`revoke ${id}`, text('tray.revokeKey'), answer('revoke')),
  ]
}

type LateClaim = Extract<Question, { kind: 'late-claim' }>

const askingOfClaim = (text: Text, { id, account }: LateClaim, actions: Actions): Item[] => [
  line(text('tray.lateClaim')),
  actionFor(
    `keep ${id}`,
    account === null
      ? text('lateClaim.keep')
      : text('tray.keepLateClaimAs', { name: text.named(menuText(account.name)) }),
    () => actions.question.answer({ id, choice: 'keep' }),
  ),
  actionFor(`revoke ${id}`, text('lateClaim.revoke'), () =>
    actions.question.answer({ id, choice: 'revoke' }),
  ),
]

function stateItems(text: Text, signIn: SignInView, keys: number, actions: Actions): Item[] {
  switch (signIn.kind) {
    case 'restoring':
      return [line(text('state.restoring')), action(text('tray.openWindow'), actions.showWindow)]
    case 'signed-out':
      return signedOut(text, signIn, actions)
    case 'requesting-code':
      return [
        line(text('state.requestingCode')),
        ...retry(text, signIn.trouble, actions),
        action(text('tray.showWindow'), actions.showWindow),
        action(text('tray.cancelSignIn'), actions.signIn.cancel),
      ]
    case 'awaiting-approval':
      return awaitingApproval(text, signIn, actions)
    case 'saving':
      return [line(text('state.saving'))]
    case 'signed-in':
      return signedInItems(text, signIn, keys, actions)
    case 'signing-out':
      return [line(text('state.signingOut'))]
  }
}

function signedOut(text: Text, { problem, revocation }: ViewOf<'signed-out'>, actions: Actions): Item[] {
  return [
    ...trouble(text, problem),
    ...(revocation === 'given-up' ? [line(text('state.revocationGivenUp'))] : []),
    ...waysIn(text, problem, actions),
    action(text('tray.openWindow'), actions.showWindow),
  ]
}

function waysIn(text: Text, problem: Problem | null, actions: Actions): Item[] {
  const signIn = action(text('action.signIn'), actions.signIn.start)
  if (problem === null) return [signIn]
  switch (problems[problem].next) {
    case 'unlock':
      return [action(text('action.tryNow'), actions.signIn.tryNow), signIn]
    case 'answer':
      return [action(text('action.signInUntilQuit'), actions.signIn.start)]
    case 'until-quit':
      return [
        action(text('action.tryAgain'), actions.signIn.tryNow),
        action(text('action.signInUntilQuit'), actions.signIn.start),
      ]
    case 'devices':
      return [signIn, action(text('window.revocation.devices'), actions.session.openAuthorizedDevices)]
    default:
      return [signIn]
  }
}

function awaitingApproval(
  text: Text,
  { code, remainingMs, trouble: met }: ViewOf<'awaiting-approval'>,
  actions: Actions,
): Item[] {
  return [
    line(text('tray.code', { code, time: timeLeft(text, remainingMs) })),
    ...retry(text, met, actions),
    action(text('tray.copyCode', { code }), actions.signIn.copyCode),
    action(text('action.openLinkPage'), actions.signIn.openLinkPage),
    action(text('tray.showWindow'), actions.showWindow),
    action(text('tray.cancelSignIn'), actions.signIn.cancel),
  ]
}

const retry = (text: Text, met: { readonly problem: Problem } | null, actions: Actions): Item[] =>
  met === null ? [] : [...trouble(text, met.problem), action(text('action.tryNow'), actions.signIn.tryNow)]

const trouble = (text: Text, problem: Problem | null): Item[] =>
  problem === null ? [] : [line(text(`problems.${problem}.title`))]

function loginItems(text: Text, state: Snapshot['launchAtLogin'], actions: Actions): Item[] {
  const item: Item = {
    type: 'checkbox',
    label: text('action.launchAtLogin'),
    enabled: isLoginChoosable(state),
    checked: startsAtLogin(state),
    click: () => actions.app.setLaunchAtLogin(!startsAtLogin(state)),
  }
  return state === 'on' || state === 'off' ? [item] : [item, line(text(`tray.launchAtLoginHint.${state}`))]
}

function updateItems(
  text: Text,
  { version, stage }: NonNullable<Snapshot['update']>,
  actions: Actions,
): Item[] {
  const named = { version: menuText(version) }
  const download = action(text('update.download', named), actions.app.downloadUpdate)
  if (stage === 'available') return [download]
  const said = line(text(`update.${stage}`, named))
  return stage === 'failed' ? [said, download] : [said]
}

/** In whole minutes, so that an open menu is not rebuilt under the pointer every second. */
function timeLeft(text: Text, remainingMs: number): string {
  return text('tray.minutes', { count: Math.max(1, Math.ceil(remainingMs / 60_000)) })
}
