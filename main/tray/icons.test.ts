import { expect, it } from 'vitest'
import type { SignInView } from '../../preload/contract.ts'
import { views } from '../../preload/samples.ts'
import { iconFile, trayIcon } from './icons.ts'

it('shows in its icon how it is', () => {
  const icons = Object.fromEntries(
    Object.entries<SignInView>(views).map(([what, view]) => [what, trayIcon(view)]),
  )
  expect(icons).toEqual({
    restoring: 'signed-out',
    'signed out': 'signed-out',
    'signed out, with a problem': 'problem',
    'requesting a code': 'waiting',
    'awaiting approval': 'waiting',
    'awaiting approval, in trouble': 'waiting',
    saving: 'waiting',
    'signed in, by whom not yet known': 'signed-in',
    'signed in': 'signed-in',
    'signed in, in memory and with a problem': 'signed-in',
    'signing out': 'waiting',
  })
})

it('lets macOS colour its icons', () => {
  expect((['darwin', 'win32', 'linux'] as const).map(platform => iconFile('waiting', platform))).toEqual([
    'waitingTemplate.png',
    'waiting.png',
    'waiting.png',
  ])
})
