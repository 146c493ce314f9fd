import { expect, it } from 'vitest'
import { Problem, type SignInView } from '../../common/sign-in-view.ts'
import { askingOf, snapshotOf, views, lateClaimOf } from '../../common/samples.fake.ts'
import { iconFile, trayIcon } from './icons.ts'

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
    'signed out, with a problem': 'problem',
    'requesting a code': 'waiting',
    'requesting a code, in trouble': 'waiting',
    'awaiting approval': 'waiting',
    'awaiting approval, in trouble': 'waiting',
    saving: 'waiting',
    'signed in, by whom not yet known': 'signed-in',
    'signed in': 'signed-in',
    'signed in, in memory and with a problem': 'signed-in',
    'signing out': 'waiting',
  })
})

it.each(Problem.options)('shows that it cannot go on by itself: %s', problem => {
  expect(trayIcon(snapshotOf({ ...views['signed out'], problem }))).toBe('problem')
})

it.each(Object.entries(views))('shows above all that there is a question: %s', (_what, view) => {
  expect(trayIcon({ ...snapshotOf(view), question: lateClaimOf(null) })).toBe('problem')
})

it.each(Object.entries(views))('shows above all that a program asks: %s', (_what, view) => {
  const access = { asking: askingOf(), silentForMs: null }
  expect(trayIcon({ ...snapshotOf(view), access })).toBe('problem')
})

it('lets macOS colour its icons', () => {
  expect((['darwin', 'win32', 'linux'] as const).map(platform => iconFile('waiting', platform))).toEqual([
    'waitingTemplate.png',
    'waiting.png',
    'waiting.png',
  ])
})
