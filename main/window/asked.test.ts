import { expect, it } from 'vitest'
import { createAsked } from './asked.ts'

const nobodyAsks = { showQuestion: () => false, used() {} }

it('tells each time that the settings are asked for, until the window is asked for as it is', () => {
  const done: unknown[] = []
  const asked = createAsked({
    ...nobodyAsks,
    show: () => void done.push('show'),
    attended: () => void done.push('attended'),
    changed: () => void done.push(asked.settingsAsked()),
  })
  expect(asked.settingsAsked()).toBe(0)
  asked.showSettings()
  asked.showSettings()
  asked.showWindow()
  expect(asked.settingsAsked()).toBe(0)
  asked.showSettings()
  expect(done).toEqual(['show', 1, 'show', 2, 'attended', 'show', 'show', 3])
})

it('shows the settings again where the window is loaded anew, and does not come to the front', () => {
  const done: string[] = []
  const asked = createAsked({
    ...nobodyAsks,
    show: () => void done.push('show'),
    attended: () => {},
    changed: () => {},
  })
  asked.showSettings()
  const before = asked.settingsAsked()
  asked.showSettingsAgain()
  expect([asked.settingsAsked() > before, done]).toEqual([true, ['show']])
})

it('says that the person is there, but not where a sign-in was begun', () => {
  const done: string[] = []
  const asked = createAsked({
    ...nobodyAsks,
    show: () => void done.push('show'),
    attended: () => void done.push('attended'),
    changed: () => {},
  })
  asked.showSignIn()
  expect(done).toEqual(['show'])
})

it.each(['showWindow', 'showSignIn', 'showSettings', 'showKeys', 'showAsks'] as const)(
  'is a use of the app, which then is not there for commands alone: %s',
  what => {
    for (const isAsked of [true, false]) {
      const done: string[] = []
      const asked = createAsked({
        show: () => void done.push('show'),
        showQuestion: () => isAsked,
        used: () => void done.push('used'),
        attended() {},
        changed() {},
      })
      asked[what]()
      expect([done[0], done.includes('show')]).toEqual(['used', what !== 'showAsks' || !isAsked])
    }
  },
)
