import type { LoginItemSettings } from 'electron'
import { expect, it } from 'vitest'
import { macLoginItem, macState } from './macos.ts'

it.each<[LoginItemSettings['status'], boolean, ReturnType<typeof macState>]>([
  ['not-registered', false, 'off'],
  ['enabled', true, 'on'],
  ['requires-approval', false, 'needs-approval'],
  ['not-found', false, 'off'],
])('believes what macOS says of its login item: %s', (status, openAtLogin, state) => {
  expect(macState({ status, openAtLogin })).toBe(state)
})

it('asks macOS for the app itself and nothing else', async () => {
  const asked: unknown[] = []
  const item = macLoginItem({
    getLoginItemSettings(options) {
      asked.push(['get', options])
      return { status: 'requires-approval', openAtLogin: false } as LoginItemSettings
    },
    setLoginItemSettings: settings => void asked.push(['set', settings]),
  })
  await item.set(true)
  await item.repair()
  expect(await item.state()).toBe('needs-approval')
  await item.set(false)
  expect(asked).toEqual([
    ['set', { openAtLogin: true }],
    ['get', undefined],
    ['set', { openAtLogin: false }],
  ])
})
