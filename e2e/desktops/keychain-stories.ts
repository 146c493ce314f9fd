import type { ConductRule } from '../../simulator/conduct.ts'
import { eventually } from '../world/eventually.ts'
import { signInAndQuit } from '../world/sign-in-and-quit.ts'
import type { Parts } from '../world/test.ts'
import { moveTime } from '../world/time.ts'
import { windowOf } from '../world/window.ts'
import { expect } from './keychain-test.ts'
import { asking, agreeUntil, guarded, locked, signedIn, tellsTheTruth, untilQuit } from './keychain-truth.ts'
import type { ShownKeychain } from './shown-keychain.ts'

export interface Told extends Parts {
  readonly keychain: ShownKeychain
  readonly picture: (name: string) => Promise<void>
}

const MINUTE = 60_000
/** The app looks again and again, at last once a minute. */
export const SLOWEST_LOOK = 40_000

/** The app asks now, because it was started by hand: for the password, or for leave where it is open. */
async function startsAndAsks({ launch, keychain, tray }: Pick<Told, 'launch' | 'keychain' | 'tray'>) {
  if (!keychain.guards) await keychain.lock()
  const app = await launch()
  await keychain.asks()
  await tray.waitForLabel(asking)
  return app
}

const alive = ({ simulator }: Pick<Told, 'simulator'>): readonly string[] =>
  simulator.tokens().flatMap(one => (one.alive ? [one.token] : []))

/** Closes every question until the app says this. */
const dismissUntil = (label: string, { keychain, tray }: Pick<Told, 'keychain' | 'tray'>): Promise<unknown> =>
  eventually(
    label,
    async () => {
      if ((await keychain.questions()) > 0) await keychain.dismiss()
      return (await keychain.questions()) === 0 && (await tray.labels()).includes(label)
    },
    { within: 30_000, every: 200, seen: () => tray.labels() },
  )

/** Somebody is signed in when a code that was cancelled is approved, for somebody else. */
async function approvedLate({
  launch,
  person,
  keychain,
  tray,
  simulator,
}: Pick<Told, 'launch' | 'person' | 'keychain' | 'tray' | 'simulator'>) {
  const grace = simulator.account({ username: 'grace', title: 'Grace Hopper' })
  // Too short to be shown again, so that a second code comes.
  simulator.configure({ lifeSeconds: 50 })
  const app = await launch()
  const cancelled = await person.startSignIn()
  await person.cancelSignIn()
  const next = await person.startSignIn()
  const before = person.approve(next.code, grace)
  await tray.waitForLabel('Signed in as Grace Hopper')
  const late = person.approve(cancelled.code)
  await tray.waitForLabel('You approved a cancelled sign-in')
  await expect.poll(() => keychain.token()).toBe(before)
  await tellsTheTruth({ app, keychain, tray, simulator })
  return { app, before, late }
}

/** What is lived through with each keychain. */
export const stories = {
  async 'checks the sign-in at a click and daily, without a question'({
    launch,
    person,
    keychain,
    tray,
    simulator,
  }) {
    const first = await signInAndQuit({ launch, person })
    const app = await launch()
    await agreeUntil(signedIn, { keychain, tray })
    const time = await moveTime(app, simulator)
    const checks = () => simulator.log.filter(({ route }) => route === 'user').length
    const waysToCheck = [
      async () => {
        await time.pass(6 * MINUTE)
        await tray.click('Check now')
      },
      () => time.pass(27 * 60 * MINUTE),
    ]
    for (const check of waysToCheck) {
      const before = checks()
      await check()
      await expect.poll(checks).toBeGreaterThan(before)
      await tray.waitForLabel(signedIn)
      await expect.poll(() => keychain.questions()).toBe(0)
      await tellsTheTruth({ app, keychain, tray, simulator })
    }
    await expect.poll(() => keychain.token()).toBe(first)
  },

  async 'says that it is locked when a check comes, asks nobody, and goes on once it is open'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    picture,
  }) {
    const token = await signInAndQuit({ launch, person })
    const app = await launch()
    await agreeUntil(signedIn, { keychain, tray })
    const time = await moveTime(app, simulator)
    await time.pass(6 * MINUTE)
    await keychain.lock()
    await tray.click('Check now')
    await tray.waitForLabel(locked)
    await tray.activate()
    await picture('locked')
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await keychain.unlock()
    await expect.poll(() => tray.labels(), { timeout: SLOWEST_LOOK }).not.toContain(locked)
    await tray.waitForLabel(signedIn)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await expect.poll(() => keychain.token()).toBe(token)
  },

  async 'keeps a sign-in that was cancelled and is approved while somebody else is signed in'({
    launch,
    person,
    keychain,
    tray,
    simulator,
  }) {
    const { app, late } = await approvedLate({ launch, person, keychain, tray, simulator })
    await tray.click('Keep it: Ada Lovelace')
    await tray.waitForLabel(signedIn)
    await expect.poll(() => keychain.token()).toBe(late)
    await expect.poll(() => alive({ simulator })).toEqual([late])
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
  },

  async 'revokes a sign-in that was cancelled and is approved while somebody else is signed in'({
    launch,
    person,
    keychain,
    tray,
    simulator,
  }) {
    const { app, before } = await approvedLate({ launch, person, keychain, tray, simulator })
    await tray.click('Revoke it')
    await expect.poll(() => tray.labels()).not.toContain('You approved a cancelled sign-in')
    await expect.poll(() => alive({ simulator })).toEqual([before])
    await tray.waitForLabel('Signed in as Grace Hopper')
    await expect.poll(() => keychain.token()).toBe(before)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
  },

  async 'keeps a token that was on its way into it when the app quit'({
    launch,
    person,
    keychain,
    tray,
    simulator,
  }) {
    const first = await launch()
    const { code } = await person.startSignIn()
    const token = person.approve(code)
    await eventually('plex.tv to hand it out', () =>
      simulator.log.some(({ outcome, endedAt }) => outcome === 'claimed' && endedAt !== null),
    )
    await person.quit()
    expect(await first.exit()).toEqual({ code: 0, signal: null })
    await tray.waitForNoItem()
    await expect.poll(() => keychain.token()).toBe(token)
    const app = await launch()
    await agreeUntil(signedIn, { keychain, tray })
    await tellsTheTruth({ app, keychain, tray, simulator })
    expect(alive({ simulator })).toEqual([token])
  },

  async 'goes on by itself when its owner opens it after a start at login'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    picture,
  }) {
    const token = await signInAndQuit({ launch, person })
    await keychain.lock()
    const app = await launch({ atLogin: true })
    await tray.waitForLabel(locked)
    await picture('locked')
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await keychain.unlock()
    if (keychain.guards) {
      // It is open now, but asks, and a start at login asks nobody.
      await tray.waitForLabel(guarded, SLOWEST_LOOK)
      await tellsTheTruth({ app, keychain, tray, simulator })
      await expect.poll(() => keychain.questions()).toBe(0)
      await tray.click('Try now')
      await agreeUntil(signedIn, { keychain, tray })
    }
    await tray.waitForLabel(signedIn, SLOWEST_LOOK)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await expect.poll(() => keychain.token()).toBe(token)
  },

  async 'asks for its password at a start by hand, and again at each click'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    picture,
  }) {
    const token = await signInAndQuit({ launch, person })
    await keychain.lock()
    const app = await launch()
    await keychain.asks()
    await tray.waitForLabel(asking)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await picture('asks')
    await dismissUntil(locked, { keychain, tray })
    await tellsTheTruth({ app, keychain, tray, simulator })
    await tray.click('Try now')
    await keychain.asks()
    await agreeUntil(signedIn, { keychain, tray })
    await tellsTheTruth({ app, keychain, tray, simulator })
    await expect.poll(() => keychain.token()).toBe(token)
  },

  async 'asks nobody while it is locked at login, and whoever opens the window'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    picture,
  }) {
    await signInAndQuit({ launch, person })
    await keychain.lock()
    const app = await launch({ atLogin: true })
    await tray.waitForLabel(locked)
    await expect.poll(() => keychain.questions()).toBe(0)
    const window = windowOf(app)
    await tray.activate()
    await keychain.asks()
    await window.shows('signed-out', 'keychain-asking')
    await tellsTheTruth({ app, keychain, tray, simulator })
    await picture('asks')
    await dismissUntil(locked, { keychain, tray })
    await window.shows('signed-out', 'keychain-locked')
    await tellsTheTruth({ app, keychain, tray, simulator })
    await window.press('Try again')
    await keychain.asks()
    await agreeUntil(signedIn, { keychain, tray })
    await tellsTheTruth({ app, keychain, tray, simulator })
  },

  async 'takes a token that it was locked for once it is open, and asks once'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    notifications,
    picture,
  }) {
    await notifications.open()
    const app = await launch()
    const { code } = await person.startSignIn()
    await windowOf(app).close()
    await app.noWindow()
    await keychain.lock()
    const token = person.approve(code)
    await keychain.asks()
    await tray.waitForLabel(untilQuit)
    await tray.waitForLabel(asking)
    const { body } = await notifications.waitFor(untilQuit)
    expect(body).toContain('it may be asking you something')
    await tellsTheTruth({ app, keychain, tray, simulator })
    await picture('asks')
    await keychain.dismiss()
    await tray.waitForLabel(locked)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tray.activate()
    await windowOf(app).says(
      'Your keychain is locked. Once it is open, Latchkey moves your sign-in there by itself.',
    )
    await tellsTheTruth({ app, keychain, tray, simulator })
    await picture('locked')
    await keychain.unlock()
    await expect.poll(() => tray.labels(), { timeout: SLOWEST_LOOK }).not.toContain(untilQuit)
    await tray.waitForLabel(signedIn)
    await expect.poll(() => keychain.token()).toBe(token)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
  },

  async 'signs out while it is locked, and has the token go once it is open'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    picture,
  }) {
    const app = await launch()
    const token = await person.signIn()
    await keychain.lock()
    await tray.click('Sign out')
    await tray.offersSignIn()
    await expect.poll(() => alive({ simulator })).toEqual([])
    await keychain.asks()
    await picture('asks')
    await tellsTheTruth({ app, keychain, tray, simulator })
    await keychain.dismiss()
    await tray.offersSignIn()
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await keychain.unlock()
    // Nobody has clicked: the token stays, which is revoked.
    if (keychain.promptsToDelete) await expect.poll(() => keychain.token()).toBe(token)
    else await expect.poll(() => keychain.token(), { timeout: SLOWEST_LOOK }).toBe(null)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    const next = await person.signIn()
    await expect.poll(() => keychain.token()).toBe(next)
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
  },

  async 'waits however long for an answer, and asks once'({
    launch,
    person,
    keychain,
    tray,
    simulator,
    picture,
  }) {
    const token = await signInAndQuit({ launch, person })
    const app = await startsAndAsks({ launch, keychain, tray })
    await tray.activate()
    const time = await moveTime(app, simulator)
    for (const minutes of [1, 10, 60]) {
      await time.pass(minutes * MINUTE)
      expect(await keychain.questions()).toBe(1)
      await tray.waitForLabel(asking)
      await tellsTheTruth({ app, keychain, tray, simulator })
    }
    await picture('asks')
    await agreeUntil(signedIn, { keychain, tray })
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await expect.poll(() => keychain.token()).toBe(token)
    expect(alive({ simulator })).toEqual([token])
  },

  async 'lets the app quit while it asks, and signs in at the next start'({
    launch,
    person,
    keychain,
    tray,
    simulator,
  }) {
    const token = await signInAndQuit({ launch, person })
    const first = await startsAndAsks({ launch, keychain, tray })
    await person.quit()
    expect(await first.exit()).toEqual({ code: 0, signal: null })
    await tray.waitForNoItem()
    const app = await launch()
    await agreeUntil(signedIn, { keychain, tray }).catch(async () => {
      // KeePassXC 2.7.4 may take no password in the window that the app of before has left: whoever sees that closes it.
      await tray.waitForLabel(locked)
      await keychain.dismiss()
      await tray.click('Try now')
      await agreeUntil(signedIn, { keychain, tray })
    })
    await tellsTheTruth({ app, keychain, tray, simulator })
    await expect.poll(() => keychain.token()).toBe(token)
    expect(alive({ simulator })).toEqual([token])
  },

  async 'lets the app quit while it asks to let the token go, and is signed out at the next start'({
    launch,
    person,
    keychain,
    tray,
    simulator,
  }) {
    const first = await launch()
    const token = await person.signIn()
    await keychain.lock()
    await tray.click('Sign out')
    await tray.offersSignIn()
    await keychain.asks()
    await person.quit()
    expect(await first.exit()).toEqual({ code: 0, signal: null })
    await tray.waitForNoItem()
    // Whoever comes back to the question closes it.
    await keychain.dismiss()
    const app = await launch()
    await tray.offersSignIn()
    await expect.poll(() => alive({ simulator })).toEqual([])
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
    await keychain.unlock()
    if (keychain.promptsToDelete) await expect.poll(() => keychain.token()).toBe(token)
    else await expect.poll(() => keychain.token(), { timeout: SLOWEST_LOOK }).toBe(null)
    await tray.offersSignIn()
    await expect.poll(() => keychain.questions()).toBe(0)
    await tellsTheTruth({ app, keychain, tray, simulator })
  },
} as const satisfies Readonly<Record<string, (told: Told) => Promise<void>>>

/** What a story makes the app do towards plex.tv that it does nowhere else. */
export const allowed: Readonly<Partial<Record<string, readonly ConductRule[]>>> = {
  // The next run cannot know whether the token that it finds there has been revoked, and the keychain may have been locked before
  // it could forget the code.
  'lets the app quit while it asks to let the token go, and is signed out at the next start': [
    'token-after-sign-out',
    'poll-after-end',
  ],
} satisfies Partial<Record<keyof typeof stories, readonly ConductRule[]>>
