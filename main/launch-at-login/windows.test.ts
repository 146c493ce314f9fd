import type { LaunchItems, LoginItemSettings } from 'electron'
import { describe, expect, it } from 'vitest'
import { windowsLoginItem, windowsState } from './windows.ts'

const program = String.raw`C:\Program Files\Latchkey\Latchkey.exe`
const item = (over: Partial<LaunchItems> = {}): LaunchItems => ({
  name: 'app.latchkey.latchkey',
  path: program,
  args: ['--hidden'],
  scope: 'user',
  enabled: true,
  ...over,
})
const settings = (openAtLogin: boolean, ...launchItems: readonly LaunchItems[]) => ({
  openAtLogin,
  executableWillLaunchAtLogin: launchItems.some(({ enabled }) => enabled),
  launchItems: [...launchItems],
})

describe('start at login on Windows', () => {
  it.each([
    ['nothing is there', settings(false), 'off'],
    ['its command is there', settings(true, item()), 'on'],
    [
      'its command is there, disabled',
      settings(true, item({ enabled: false })),
      'turned-off-in-task-manager',
    ],
    ['it starts with other arguments', settings(false, item({ args: [] })), 'on'],
    [
      'it would start with other arguments, but is disabled',
      settings(false, item({ args: [], enabled: false })),
      'turned-off-in-task-manager',
    ],
    ['another entry starts it', settings(true, item({ enabled: false }), item({ scope: 'machine' })), 'on'],
  ])('is what the registry makes of it: %s', (_what, found, state) => {
    expect(windowsState(found)).toBe(state)
  })

  function registry(found: ReturnType<typeof settings>) {
    const asked: unknown[] = []
    const login = windowsLoginItem(
      {
        getLoginItemSettings(options) {
          asked.push(['get', options])
          return found as LoginItemSettings
        },
        setLoginItemSettings: wanted => void asked.push(['set', wanted]),
      },
      program,
      '--hidden',
    )
    return { asked, login }
  }
  const command = { path: `"${program}"`, args: ['--hidden'] }

  it('is asked for, and set, as one command in quotes', async () => {
    const { asked, login } = registry(settings(false))
    await login.set(true)
    await login.state()
    await login.set(false)
    expect(asked).toEqual([
      ['set', { ...command, openAtLogin: true }],
      ['get', command],
      ['set', { ...command, openAtLogin: false }],
    ])
  })

  it.each([
    ['starts with a window', settings(false, item({ args: [] })), true],
    ['starts without one', settings(true, item()), false],
    ['is disabled', settings(false, item({ args: [], enabled: false })), false],
    ['is not there', settings(false), false],
    ['belongs to every user', settings(false, item({ scope: 'machine', args: [] })), false],
  ])('is repaired only where it starts with a window: it %s', async (_what, found, repaired) => {
    const { asked, login } = registry(found)
    await login.repair()
    expect(asked.slice(1)).toEqual(repaired ? [['set', { ...command, openAtLogin: true }]] : [])
  })
})
