import type { Page } from 'playwright'
import type { Simulator } from '../../simulator/server.ts'
import { eventually } from '../world/eventually.ts'
import { type OddAnswer, oddAnswers } from '../world/odd-answers.ts'
import { rowsToTry } from '../world/rows.ts'
import { expect, test } from '../world/test.ts'
import { moveTime, type Time } from '../world/time.ts'

const signIn = 'Sign in to Plex…'
const signedIn = 'Signed in as Ada Lovelace'
const minute = 60_000

type Seen = readonly [name: string, problem: string | null]
const tried = rowsToTry(oddAnswers, ({ problem }) => problem)
const expected: readonly Seen[] = tried.map(({ name, problem }) => [name, problem])

/** Plans the answer for the next such request, and waits until it was given. */
async function strike(
  simulator: Simulator,
  route: 'mint' | 'poll' | 'user',
  { head, body }: OddAnswer,
): Promise<() => Promise<unknown>> {
  const before = simulator.log.filter(({ fault }) => fault === 'raw').length
  simulator.fault(route, { kind: 'raw', head, ...(body === undefined ? {} : { body }) })
  return async () =>
    eventually('the odd answer', () => simulator.log.filter(({ fault }) => fault === 'raw').length > before)
}

async function problemIn(window: Page): Promise<string | null> {
  return (await window.getByTestId('sign-in').getAttribute('data-problem')) || null
}

/** What the window says once everything is answered. */
async function read(window: Page, time: Time, { problem }: OddAnswer): Promise<string | null> {
  await time.settle()
  await expect
    .poll(() => problemIn(window), { timeout: 3_000 })
    .toBe(problem)
    .catch(() => undefined)
  return problemIn(window)
}

test.setTimeout(240_000)
test.use({ allowedConduct: ['poll-after-end'] })

test('an odd answer to the request for a code ends that request at most', async ({
  app,
  tray,
  simulator,
}) => {
  const time = await moveTime(app, simulator)
  const seen: Seen[] = []
  let window: Page | undefined
  for (const answer of tried) {
    const struck = await strike(simulator, 'mint', answer)
    await tray.click(signIn)
    await struck()
    window ??= await app.window()
    seen.push([answer.name, await read(window, time, answer)])
    if (answer.problem !== null) await time.pass(6_000)
    await tray.waitForLabel(`Copy code ${simulator.latestPin()!.code}`)
    await tray.click('Cancel sign-in')
    simulator.expire(simulator.latestPin()!)
    await time.pass(6_000)
    await tray.offersSignIn()
  }
  expect(seen).toEqual(expected)
  expect(simulator.redirectSink).toEqual([])
})

test('an odd answer to a poll ends that poll at most', async ({ app, tray, person, simulator }) => {
  const time = await moveTime(app, simulator)
  await person.startSignIn()
  const window = await app.window()
  const seen: Seen[] = []
  for (const answer of tried) {
    const struck = await strike(simulator, 'poll', answer)
    const polls = simulator.log.length
    while (simulator.log.length === polls) await time.pass(500)
    await struck()
    seen.push([answer.name, await read(window, time, answer)])
    await time.pass(6_000)
  }
  expect(seen).toEqual(expected)
  person.approve(simulator.latestPin()!.code)
  await time.pass(6_000)
  await tray.waitForLabel(signedIn)
  expect(simulator.redirectSink).toEqual([])
})

test('an odd answer to the question whose the token is ends that question at most', async ({
  app,
  tray,
  person,
  simulator,
}) => {
  const time = await moveTime(app, simulator)
  const token = await person.signIn(undefined, { time })
  const window = await app.window()
  const seen: Seen[] = []
  for (const answer of tried) {
    await time.pass(6 * minute)
    const struck = await strike(simulator, 'user', answer)
    await tray.click('Check now')
    await struck()
    seen.push([answer.name, await read(window, time, answer)])
    await tray.waitForLabel(signedIn)
  }
  expect(seen).toEqual(expected)
  expect(simulator.redirectSink).toEqual([])
  expect(simulator.tokens().find(other => other.token === token)?.alive).toBe(true)
})
