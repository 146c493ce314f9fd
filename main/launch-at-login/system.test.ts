import { expect, it } from 'vitest'
import { systemLaunchAtLogin } from './system.ts'

it('asks the system for, and sets, the start without a window and no other', () => {
  const asked: unknown[] = []
  let openAtLogin = false
  const login = systemLaunchAtLogin(
    {
      getLoginItemSettings(options) {
        asked.push(['get', options])
        return { openAtLogin } as Electron.LoginItemSettings
      },
      setLoginItemSettings(settings) {
        asked.push(['set', settings])
        openAtLogin = settings.openAtLogin === true
      },
    },
    '--hidden',
  )
  login.set(true)
  const on = login.get()
  login.set(false)
  expect([on, login.get()]).toEqual([true, false])
  expect(asked).toEqual([
    ['set', { openAtLogin: true, args: ['--hidden'] }],
    ['get', { args: ['--hidden'] }],
    ['set', { openAtLogin: false, args: ['--hidden'] }],
    ['get', { args: ['--hidden'] }],
  ])
})
