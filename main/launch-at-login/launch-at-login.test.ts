import { expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { createLaunchAtLogin } from './launch-at-login.ts'
import type { LoginItem, State } from './port.ts'

function create(over: Partial<LoginItem> = {}) {
  const reported: unknown[] = []
  const published: State[] = []
  let state: State = 'off'
  const item: LoginItem = {
    state: async () => state,
    async set(on) {
      state = on ? 'on' : 'off'
      return false
    },
    repair: async () => {},
    watch: () => () => {},
    ...over,
  }
  const launchAtLogin = createLaunchAtLogin({
    item,
    clock: systemClock,
    report: what => void reported.push(what),
    changed: () => void published.push(launchAtLogin.state()),
  })
  const become = (next: State) => void (state = next)
  return { launchAtLogin, reported, published, become }
}
const fail = () => Promise.reject(new Error('EACCES'))

it('is repaired when the app starts, and starts although that fails', async () => {
  let repairs = 0
  await create({ repair: async () => void repairs++ }).launchAtLogin.repaired
  expect(repairs).toBe(1)
  const { launchAtLogin, reported } = create({ repair: fail })
  await launchAtLogin.isKnown
  expect(launchAtLogin.state()).toBe('off')
  expect(reported).toEqual(['What starts at login could not be repaired'])
})

it('does what the person chose', async () => {
  const { launchAtLogin, reported } = create()
  await launchAtLogin.set(true)
  expect([launchAtLogin.state(), launchAtLogin.notice()]).toEqual(['on', null])
  await launchAtLogin.set(false)
  expect([launchAtLogin.state(), launchAtLogin.notice(), reported]).toEqual(['off', null, []])
})

it('is looked at each time that it is asked for, and told when it is another', async () => {
  const { launchAtLogin, published, become } = create()
  await expect.poll(() => published).toEqual(['off'])
  become('another-copy')
  expect(launchAtLogin.state()).toBe('off')
  await expect.poll(() => published).toEqual(['off', 'another-copy'])
})

it('lets nobody wait for a system that does not answer, and asks it once for all', async () => {
  let asked = 0
  const { launchAtLogin } = create({ state: () => (asked++, new Promise<State>(() => {})) })
  for (let time = 0; time < 100; time++) expect(launchAtLogin.state()).toBe('unknown')
  await launchAtLogin.isKnown
  expect([launchAtLogin.state(), asked]).toEqual(['unknown', 1])
})

it('is not known where the system refuses to say', async () => {
  let asked = 0
  const { launchAtLogin } = create({ state: () => (asked++, fail()) })
  await expect.poll(() => (launchAtLogin.state(), asked)).toBe(2)
  expect(launchAtLogin.state()).toBe('unknown')
})

it.each<[string, Partial<LoginItem>]>([
  ['says so', { set: fail }],
  ['keeps silent about it', { set: async () => false }],
])('tells of a refusal until it is dismissed, where the system %s', async (_what, item) => {
  const { launchAtLogin, reported } = create(item)
  await launchAtLogin.set(true)
  expect([launchAtLogin.state(), launchAtLogin.notice(), reported.length]).toEqual([
    'off',
    'launch-at-login-refused',
    1,
  ])
  launchAtLogin.dismissNotice()
  expect(launchAtLogin.notice()).toBe(null)
})

it('tells that something of the person’s was kept aside', async () => {
  const { launchAtLogin } = create({ set: async () => true })
  await launchAtLogin.set(false)
  expect(launchAtLogin.notice()).toBe('launch-at-login-kept')
})

it('forgets a refusal once a change is made', async () => {
  let broken = true
  let on = false
  const { launchAtLogin } = create({
    state: async () => (on ? 'on' : 'off'),
    async set(wanted) {
      if (broken) return fail()
      on = wanted
      return false
    },
  })
  await launchAtLogin.set(true)
  broken = false
  await launchAtLogin.set(true)
  expect([launchAtLogin.state(), launchAtLogin.notice()]).toEqual(['on', null])
})

it('does not call it a refusal that the system asks the person first', async () => {
  const { launchAtLogin } = create({ state: async () => 'needs-approval', set: async () => false })
  await launchAtLogin.set(true)
  expect(launchAtLogin.notice()).toBe(null)
})
