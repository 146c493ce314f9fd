import { expect, it } from 'vitest'
import { preferencesIn } from '../../common/preferences.ts'
import { applyPreferences } from './apply.ts'

/** Whatever a choice is applied to says so. */
const listener = (told: unknown[]) => ({
  notifier: { allow: (on: boolean) => void told.push(['notifier.allow', on]) },
})

it.each(Object.keys(preferencesIn({})))('has %s take effect', name => {
  const told: unknown[] = []
  applyPreferences({ [name]: preferencesIn({})[name as never] }, listener(told))
  expect(told).toHaveLength(1)
})

it('lets nothing else take effect', () => {
  const told: unknown[] = []
  applyPreferences({}, listener(told))
  expect(told).toEqual([])
})

it('switches notifications off and on', () => {
  const told: unknown[] = []
  for (const notifications of [false, true]) applyPreferences({ notifications }, listener(told))
  expect(told).toEqual([
    ['notifier.allow', false],
    ['notifier.allow', true],
  ])
})
