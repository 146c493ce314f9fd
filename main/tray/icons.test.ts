import { expect, it } from 'vitest'
import { problems } from '../../common/problems.ts'
import { Problem, type SignInView } from '../../common/sign-in-view.ts'
import { askingOf, snapshotOf, views, lateClaimOf } from '../../common/samples.fake.ts'
import { TRAY_ICONS, trayIcon } from './icons.ts'

it('shows in its icon how it is', () => {
  const icons = Object.fromEntries(
    Object.entries<SignInView>(views).map(([what, view]) => [what, trayIcon(snapshotOf(view))]),
  )
  expect(icons).toEqual({
    restoring: 'signed-out',
    'signed out': 'signed-out',
    'signed out, and Plex does not know yet': 'signed-out',
    'signed out, and Plex knows': 'signed-out',
    'signed out, and Plex never knew': 'signed-out',
    'signed out, with a problem': 'needs-you',
    'requesting a code': 'waiting',
    'requesting a code, in trouble': 'waiting',
    'awaiting approval': 'waiting',
    'awaiting approval, in trouble': 'waiting',
    saving: 'waiting',
    'signed in, by whom not yet known': 'signed-in',
    'signed in': 'signed-in',
    'signed in, in memory and with a problem': 'unconfirmed',
    'signing out': 'waiting',
  })
})

it.each(Problem.options)('shows that it cannot go on by itself, and where: %s', problem => {
  const icon = trayIcon(snapshotOf({ ...views['signed out'], problem }))
  const isKeychains = problems[problem].of === 'keychain'
  expect(TRAY_ICONS).toContain(icon)
  expect(['needs-you', ...(isKeychains ? ['keychain-waits'] : [])]).toContain(icon)
})

it.each([
  ['keychain-locked', 'keychain-waits'],
  ['keychain-asking', 'keychain-waits'],
  ['keychain-denied', 'keychain-waits'],
  ['keychain-emptied', 'needs-you'],
  ['keychain-missing', 'needs-you'],
] as const)('tells a keychain that waits from one that cannot be had: %s', (problem, icon) => {
  expect(trayIcon(snapshotOf({ ...views['signed out'], problem }))).toBe(icon)
})

it.each(Object.entries(views))('shows that the keychain waits for the person: %s', (_what, view) => {
  const asking = { ...snapshotOf(view), askingKeychain: { stoppable: true } }
  expect(trayIcon(asking)).toBe('keychain-waits')
})

it.each(Object.entries(views))('shows above all that there is a question: %s', (_what, view) => {
  const asking = { ...snapshotOf(view), askingKeychain: { stoppable: true } }
  expect(trayIcon({ ...asking, question: lateClaimOf(null) })).toBe('needs-you')
})

it.each(Object.entries(views))('shows above all that a program asks: %s', (_what, view) => {
  const access = { asking: askingOf(), silentForMs: null }
  expect(trayIcon({ ...snapshotOf(view), access })).toBe('needs-you')
})
