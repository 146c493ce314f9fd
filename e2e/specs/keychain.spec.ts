import type { RunningApp } from '../world/app.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { signInAndQuit } from '../world/sign-in-and-quit.ts'
import { expect, type Parts, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'
import type { Tray } from '../world/tray.ts'

const service = 'Latchkey'
const account = 'plex-token'
const keptUntilQuit = 'Signed in until you quit'
const gone = 'Your sign-in is gone from your keychain'

test.describe('with a locked keychain', () => {
  test.use({ keyring: 'locked' })

  test('starts, and stores the token once the person has unlocked the keychain', async ({
    app,
    person,
    desktop,
  }) => {
    expect(await app.windowCount()).toBe(0)
    await desktop.keychain.unlock()
    const token = await person.signIn()
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  })
})

test('quits while the keychain waits for its password', async ({ launch, tray, person, desktop }) => {
  await signInAndQuit({ launch, person })
  await desktop.keychain.lock()
  const second = await launch()
  await desktop.keyringPrompt.waitFor()
  await person.quit()
  await second.exit()
  await tray.waitForNoItem()
  await expect.poll(() => desktop.programs()).toEqual([])
})

test('quits cleanly, however soon after its start @long', async ({ launch, tray, person }) => {
  for (let round = 0; round < 5; round++) {
    const app = await launch()
    await tray.waitForItem()
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    await tray.waitForNoItem()
  }
})

test.describe('without a keychain', () => {
  test.use({ keyring: 'absent' })

  test('lets the person choose, signs in until it quits, and says so', async ({
    launch,
    tray,
    person,
    desktop,
    notifications,
    simulator,
  }) => {
    const app = await launch()
    await tray.click('Sign in to Plex…')
    await tray.waitForLabel('This computer has no keychain')
    const window = windowOf(app)
    await window.shows('signed-out', 'keychain-missing')
    expect(simulator.pins()).toEqual([])
    await tray.click('Sign in until you quit')
    const { code } = await person.waitForCode()
    person.approve(code)
    await window.says('Signed in until you quit')
    await tray.waitForLabel('Signed in as Ada Lovelace')
    expect(notifications.all()).toEqual([])
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    await launch()
    await tray.offersSignIn()
    expect(await desktop.programs()).not.toEqual([])
  })

  test('tries again with a keychain that was installed meanwhile', async ({ app, tray, person, desktop }) => {
    await tray.click('Sign in to Plex…')
    await tray.waitForLabel('This computer has no keychain')
    await desktop.keychain.start()
    await tray.click('Try again')
    const { code } = await person.waitForCode()
    const token = person.approve(code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
    expect(await desktop.keychain.find(service, account)).toBe(token)
    expect(app.output()).not.toContain(token)
  })

  test('moves what it kept in memory into a keychain that appears @long', async ({
    app,
    tray,
    person,
    desktop,
  }) => {
    await tray.click('Sign in to Plex…')
    await tray.click('Sign in until you quit')
    const { code } = await person.waitForCode()
    const token = person.approve(code)
    await tray.waitForLabel(keptUntilQuit)
    await desktop.keychain.start()
    await movesIntoTheKeychain(tray, desktop, token)
    expect(app.output()).not.toContain(token)
  })
})

test('says that the keychain is away, and is signed in by itself when it is back', async ({
  launch,
  tray,
  person,
  desktop,
}) => {
  await signInAndQuit({ launch, person })
  await desktop.keychain.stop()
  await launch()
  await tray.waitForLabel('This computer has no keychain')
  expect(await tray.labels()).toContain('Try again')
  await desktop.keychain.start()
  await tray.waitForLabel('Signed in as Ada Lovelace', 20_000)
})

async function movesIntoTheKeychain(tray: Tray, desktop: Desktop, token: string) {
  await expect.poll(() => tray.labels(), { timeout: 30_000 }).not.toContain(keptUntilQuit)
  expect(await tray.labels()).toContain('Signed in as Ada Lovelace')
  await expect
    .poll(() => desktop.keychain.all())
    .toMatchObject([{ attributes: { service, account }, secret: token }])
}

test.describe('with a keychain that is locked when the code is approved', () => {
  test.use({ keyring: 'locked' })

  test('keeps the sign-in until it quits, and in the keychain as soon as that is unlocked', async ({
    app,
    tray,
    person,
    desktop,
  }) => {
    const { code } = await person.startSignIn()
    const token = person.approve(code)
    await dismissUntil(keptUntilQuit, { tray, desktop })
    const asked = desktop.keyringPrompt.count()
    await desktop.keychain.unlock()
    await movesIntoTheKeychain(tray, desktop, token)
    expect(desktop.keyringPrompt.count()).toBe(asked)
    expect(app.output()).not.toContain(token)
  })
})

/** The person does not know the password, or does not want to type it now. */
const dismissUntil = (label: string, { tray, desktop }: Pick<Parts, 'tray' | 'desktop'>) =>
  eventually(
    `the tray menu entry ${label}`,
    async () => {
      if (desktop.keyringPrompt.count() > 0) await desktop.keyringPrompt.dismiss()
      return (await tray.labels()).includes(label)
    },
    { within: 20_000, seen: () => tray.labels() },
  )

test('asks nobody for the password because a check is due, and checks once the keychain is unlocked', async ({
  launch,
  tray,
  person,
  desktop,
  simulator,
}) => {
  await signInAndQuit({ launch, person })
  const outage = simulator.fault('user', { kind: 'unavailable' }, Infinity)
  const before = simulator.log.length
  await launch()
  await tray.waitForLabel('Signed in')
  // Between two checks: one that is under way has seen an open keychain, and may come to it once it is locked.
  await expect
    .poll(() =>
      simulator.log.slice(before).filter(({ route, endedAt }) => route === 'user' && endedAt !== null),
    )
    .toHaveLength(1)
  await desktop.keychain.lock()
  await tray.waitForLabel('Your keychain is locked', 30_000)
  outage.clear()
  await desktop.keychain.unlock()
  await tray.waitForLabel('Signed in as Ada Lovelace', 30_000)
  expect(desktop.keyringPrompt.count()).toBe(0)
})

test('waits for a slow keychain @long', async ({ launch, tray, person, desktop }) => {
  const token = await signInAndQuit({ launch, person })
  desktop.keychain.pause()
  await launch()
  await tray.waitForLabel('Checking your sign-in…')
  desktop.keychain.resume()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find(service, account)).toBe(token)
})

test('starts while the keychain hangs, and signs in once it answers again', async ({
  launch,
  tray,
  person,
  desktop,
}) => {
  const token = await signInAndQuit({ launch, person })
  desktop.keychain.pause()
  await launch()
  await tray.waitForLabel('Your keychain does not answer', 20_000)
  desktop.keychain.resume()
  await tray.waitForLabel('Signed in as Ada Lovelace', 30_000)
  expect(await desktop.keychain.find(service, account)).toBe(token)
})

test('loses no approval to a keychain that hangs', async ({ app, tray, person, desktop }) => {
  const { code } = await person.startSignIn()
  await expect.poll(() => desktop.keychain.find(service, 'unfinished')).toContain(code)
  desktop.keychain.pause()
  const token = person.approve(code)
  await tray.waitForLabel(keptUntilQuit, 20_000)
  desktop.keychain.resume()
  await movesIntoTheKeychain(tray, desktop, token)
  expect(app.output()).not.toContain(token)
})

test.describe('when somebody else changes what is in the keychain', () => {
  // Two codes within five seconds: the app that was started anew does not know when the last one was made.
  test.use({ allowedConduct: ['mint-too-often'] })

  test('says that the sign-in is gone, and takes the next one', async ({ launch, tray, person, desktop }) => {
    await signInAndQuit({ launch, person })
    await desktop.keychain.clear(service, account)
    const app = await launch()
    await tray.waitForLabel(gone)
    const token = await person.signIn()
    expect(await desktop.keychain.find(service, account)).toBe(token)
    await person.quit()
    await app.exit()
    await launch()
    await tray.waitForLabel('Signed in as Ada Lovelace')
  })

  test('finds and erases its sign-in where another keyring takes new items, and finds the next one @long', async ({
    launch,
    tray,
    person,
    desktop,
  }) => {
    await signInAndQuit({ launch, person })
    await desktop.keychain.addDefault()
    await launch()
    await tray.waitForLabel('Signed in as Ada Lovelace')
    await tray.click('Sign out')
    await tray.offersSignIn()
    await expect.poll(() => desktop.keychain.find(service, account)).toBe(null)
    const token = await person.signIn()
    expect(await desktop.keychain.find(service, account)).toBe(token)
  })

  test('notices at the next check that the sign-in is gone @long', async ({
    launch,
    tray,
    person,
    desktop,
    simulator,
  }) => {
    await signInAndQuit({ launch, person })
    const outage = simulator.fault('user', { kind: 'unavailable' }, Infinity)
    await launch()
    await tray.waitForLabel('Signed in')
    await desktop.keychain.clear(service, account)
    await tray.waitForLabel(gone, 30_000)
    outage.clear()
    await person.signIn()
  })

  test('signs out although the sign-in is gone @long', async ({ app, tray, person, desktop }) => {
    const token = await person.signIn()
    await desktop.keychain.clear(service, account)
    await tray.click('Sign out')
    await tray.offersSignIn()
    expect(await tray.labels()).not.toContain(gone)
    await expect.poll(() => desktop.keychain.all()).toEqual([])
    expect(app.output()).not.toContain(token)
  })

  test('sends what somebody else has put in the place of the token to nobody', async ({
    launch,
    tray,
    person,
    desktop,
    simulator,
  }) => {
    let app: RunningApp | undefined
    for (const [what, garbage] of [
      ['control characters', Buffer.from('sen\u0007tinel \u001b[2J of somebody else')],
      ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x80, ...Buffer.from('sentinel'), 0xc0])],
      ['nothing at all', Buffer.alloc(0)],
    ] as const) {
      await test.step(what, async () => {
        if (app === undefined) await signInAndQuit({ launch, person })
        else {
          await person.quit()
          await app.exit()
        }
        const before = simulator.log.length
        await desktop.keychain.replace(service, account, garbage)
        app = await launch()
        await tray.waitForLabel(gone)
        expect(simulator.log.slice(before)).toEqual([])
        expect(app.output()).not.toContain('tinel')
        const token = await person.signIn()
        await expect.poll(() => desktop.keychain.all()).toMatchObject([{ secret: token }])
      })
    }
  })

  test('is signed in as whose token it finds', async ({ launch, tray, person, desktop, simulator }) => {
    const grace = simulator.account({ username: 'grace', title: 'Grace Hopper' })
    const token = await signInAndQuit({ launch, person }, grace)
    await desktop.keychain.clear(service, account)
    const second = await launch()
    await tray.waitForLabel(gone)
    await person.signIn()
    await person.quit()
    await second.exit()
    await desktop.keychain.replace(service, account, token)
    await launch()
    await tray.waitForLabel('Signed in as Grace Hopper')
  })
})
