import { expect, it } from 'vitest'
import { createLaunchAtLogin } from './launch-at-login.ts'
import type { LoginItem } from './login-item.ts'

function create(over: Partial<LoginItem> = {}) {
  const reported: unknown[] = []
  let state: ReturnType<LoginItem['state']> = 'off'
  const item: LoginItem = {
    state: () => state,
    set: on => void (state = on ? 'on' : 'off'),
    repair: () => {},
    watch: () => () => {},
    ...over,
  }
  const launchAtLogin = createLaunchAtLogin({ item, report: what => void reported.push(what) })
  return { launchAtLogin, reported }
}
const fail = () => {
  throw new Error('EACCES')
}

it('is repaired when the app starts, and starts although that fails', () => {
  let repairs = 0
  create({ repair: () => void repairs++ })
  expect(repairs).toBe(1)
  expect(create({ repair: fail }).reported).toEqual(['What starts at login could not be repaired'])
})

it('does what the person chose', () => {
  const { launchAtLogin, reported } = create()
  const seen = [true, false].map(on => {
    launchAtLogin.set(on)
    return [launchAtLogin.state(), launchAtLogin.wasRefused()]
  })
  expect(seen).toEqual([
    ['on', false],
    ['off', false],
  ])
  expect(reported).toEqual([])
})

it.each<[string, Partial<LoginItem>]>([
  ['says so', { set: fail }],
  ['keeps silent about it', { set: () => {} }],
])('tells of a refusal until it is dismissed, where the system %s', (_what, item) => {
  const { launchAtLogin, reported } = create(item)
  launchAtLogin.set(true)
  expect([launchAtLogin.state(), launchAtLogin.wasRefused(), reported.length]).toEqual(['off', true, 1])
  launchAtLogin.dismiss()
  expect(launchAtLogin.wasRefused()).toBe(false)
})

it('forgets a refusal once a change is made', () => {
  let broken = true
  let on = false
  const { launchAtLogin } = create({
    state: () => (on ? 'on' : 'off'),
    set(wanted) {
      if (broken) fail()
      on = wanted
    },
  })
  launchAtLogin.set(true)
  broken = false
  launchAtLogin.set(true)
  expect([launchAtLogin.state(), launchAtLogin.wasRefused()]).toEqual(['on', false])
})

it('does not call it a refusal that the system asks the person first', () => {
  const { launchAtLogin } = create({ state: () => 'needs-approval', set: () => {} })
  launchAtLogin.set(true)
  expect(launchAtLogin.wasRefused()).toBe(false)
})
