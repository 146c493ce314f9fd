import type { Page } from 'playwright'
import type { Problem } from '../../common/sign-in-view.ts'
import { type Fault, faults, type Phase } from '../world/fault-table.ts'
import { countRequests, goOffline, wakeUp } from '../world/network.ts'
import { rowsToTry } from '../world/rows.ts'
import { expect, type Parts, test } from '../world/test.ts'
import { moveTime, type Time } from '../world/time.ts'

const signIn = 'Sign in to Plex…'

const titles = {
  offline: 'You are offline',
  name: 'plex.tv cannot be found',
  connection: 'plex.tv cannot be reached',
  proxy: 'The proxy is in the way',
  'proxy-password': 'The proxy asks for a password',
  certificate: 'The connection to plex.tv is not private',
  authority: 'plex.tv’s certificate is from an unknown authority',
  service: 'plex.tv is having trouble',
  'rate-limited': 'plex.tv asks for a pause',
  unexpected: 'plex.tv’s answer makes no sense',
} as const satisfies Partial<Record<Problem, string>>

const usualWait: Readonly<Record<Phase, RegExp>> = {
  asking: /^Trying again in [345]\ss$/,
  waiting: /^Trying again in [12]\ss$/,
  approval: /^Trying again in [12]\ss$/,
}

/** Somebody has to do something first: the app waits for them instead of for the clock. */
const isFinal = ({ problem }: Fault, phase: Phase) =>
  phase === 'asking' && ['certificate', 'authority', 'proxy-password'].includes(problem ?? '')

/** The one poll that did not carry the token was the only one struck, and the next follows at once. */
const isUnseen = ({ passes, problem }: Fault, phase: Phase) =>
  problem === null || (passes === true && problem === 'connection' && phase === 'approval')

type World = Pick<Parts, 'app' | 'tray' | 'person' | 'simulator' | 'desktop'> & { readonly time: Time }

/** As long as the app leaves plex.tv alone between two codes. */
const pause = 5_000

async function seeTheTruth(window: Page, fault: Fault, phase: Phase): Promise<void> {
  if (isUnseen(fault, phase)) return
  const state = window.getByTestId('sign-in')
  // Time enough for the longest wait for an answer.
  await expect(state).toHaveAttribute('data-problem', fault.problem!, { timeout: 15_000 })
  await expect(state.getByText(titles[fault.problem as keyof typeof titles])).toBeVisible()
  if (isFinal(fault, phase)) {
    await expect(state).toHaveAttribute('data-state', 'signed-out')
    return
  }
  await expect(state).toHaveAttribute(
    'data-state',
    phase === 'asking' ? 'requesting-code' : 'awaiting-approval',
  )
  await expect(state.getByText(fault.waits?.[phase] ?? usualWait[phase])).toBeVisible()
  await expect(state.getByRole('button', { name: 'Try now' })).toBeEnabled()
}

/** The fault strikes the request for a code, which then comes all the same. */
async function asksDespite(fault: Fault, { app, tray, simulator, time }: World): Promise<Page> {
  const lift = await fault.strike({ simulator, app }, 'asking')
  await tray.click(signIn)
  const window = await app.window()
  // A computer that wakes up asks at once.
  await wakeUp(app)
  await seeTheTruth(window, fault, 'asking')
  await lift()
  // What is asked after is asked again by itself, before a person could.
  if (fault.passes !== true && !isUnseen(fault, 'asking')) {
    await window.getByRole('button', { name: isFinal(fault, 'asking') ? 'Try again' : 'Try now' }).click()
  }
  await time.pass(pause)
  await expect(window.getByTestId('link-code')).toHaveText(/^[A-Z0-9]{4}$/)
  return window
}

/** The fault strikes polls for the code in the window, until it is lifted. */
async function waitsDespite(fault: Fault, window: Page, { app, simulator, time }: World): Promise<void> {
  const lift = await fault.strike({ simulator, app }, 'waiting')
  await wakeUp(app)
  await seeTheTruth(window, fault, 'waiting')
  await lift()
  await time.pass(pause)
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-problem', '')
}

/** The fault strikes the poll that would bring the token, and the app comes home all the same. Returns the token. */
async function comesHomeDespite(fault: Fault, window: Page, world: World): Promise<string> {
  const { app, tray, person, simulator, time } = world
  const lift = await fault.strike({ simulator, app }, 'approval')
  const token = person.approve(await window.getByTestId('link-code').innerText())
  await wakeUp(app)
  await seeTheTruth(window, fault, 'approval')
  await lift()
  await time.pass(pause)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  return token
}

async function outlives(fault: Fault, world: World): Promise<void> {
  const { person, simulator, desktop, time } = world
  const window = await test.step('while a code is asked for', () => asksDespite(fault, world))
  await test.step('while a code waits', () => waitsDespite(fault, window, world))
  const token = await test.step('at the approval', () => comesHomeDespite(fault, window, world))
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  expect(simulator.redirectSink).toEqual([])
  await person.signOut(token)
  await time.pass(pause)
}

const tried = rowsToTry(faults, ({ problem, passes }) => `${problem} ${passes}`)
// Some follow each other in one life of the app, but for those that it waits long for.
const mostAtOnce = 4
const quick = tried.filter(({ passes }) => passes !== true)
const groups = tried.filter(({ passes }) => passes === true).map(fault => [fault])
while (quick.length > 0) groups.push(quick.splice(0, mostAtOnce))

for (const group of groups) {
  const names = group.map(({ name }) => name).join(', ')
  test(`${names}: says what is wrong, and signs in when it is over`, async ({
    app,
    tray,
    person,
    simulator,
    desktop,
  }) => {
    const time = await moveTime(app, simulator)
    for (const fault of group) {
      await test.step(fault.name, () => outlives(fault, { app, tray, person, simulator, desktop, time }))
    }
  })
}

test('an answer that is overtaken by the approval: signs in', async ({
  app,
  tray,
  person,
  simulator,
  desktop,
}) => {
  // Made before the approval, it says “pending”, and arrives after it.
  simulator.fault('poll', { kind: 'delayed', milliseconds: 3_000 }, 1)
  const { code } = await person.startSignIn()
  await expect.poll(() => simulator.latestPin()?.polls.length).toBeGreaterThan(0)
  const token = person.approve(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  expect(await app.windowCount()).toBe(1)
})

test('an answer with a code that comes after the cancellation: shows the code of the next attempt', async ({
  tray,
  person,
  simulator,
  window,
}) => {
  simulator.fault('mint', { kind: 'delayed', milliseconds: 6_500 }, 1)
  await tray.click(signIn)
  await expect.poll(() => simulator.log.filter(({ route }) => route === 'mint')).toHaveLength(1)
  await tray.click('Cancel sign-in')
  await tray.click(signIn)
  const { code } = await person.waitForCode(simulator.latestPin()!.code)
  await window.showsCode(code)
  person.approve(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
})

test.describe('offline for a minute', () => {
  // Nobody can ask plex.tv anything without a network.
  test.use({ allowedConduct: ['poll-too-slow'] })

  test('keeps the code, asks on at the same pace, and signs in by itself when the network is back', async ({
    app,
    tray,
    person,
    simulator,
    window,
  }) => {
    const time = await moveTime(app, simulator)
    const { code } = await person.startSignIn()
    const requests = await countRequests(app)
    const goOnline = await goOffline(app)
    await time.pass(60_000)
    await window.shows('awaiting-approval', 'offline')
    await window.says('Trying again in 1 s')
    await window.says('Trying again in 2 s')
    const asked = await requests()
    expect(asked).toBeGreaterThanOrEqual(39)
    expect(asked).toBeLessThanOrEqual(45)
    await goOnline()
    await window.showsCode(code)
    await window.shows('awaiting-approval')
    person.approve(code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
  })
})
