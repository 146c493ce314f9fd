import type { Snapshot } from '../../common/contract.ts'
import type { Question } from '../../common/question.ts'
import { takeable } from '../../common/keys-at-hand.ts'
import { signInOf } from '../../common/lives.ts'
import type { Lives } from '../../common/sign-in-view.ts'
import { isLoginChoosable, startsAtLogin } from '../../common/starts-at-login.ts'
import type { Text } from '../../common/text.ts'
import { systemClock } from '../clock.ts'
import { action, actionFor, type Actions, type Item, line, menuText, separator } from './items.ts'
import { signInItems } from './sign-in-items.ts'

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
    ...signInItems(text, signInOf(snapshot), takeable(keys.list), actions).filter(
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
  line(text('problems.keychain-asking.title')),
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
