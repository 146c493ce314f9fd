import { rm, writeFile } from 'node:fs/promises'
import { signedIn as signedInWith, snapshotOf, views } from '../../common/samples.fake.ts'
import { draw } from '../world/draw.ts'
import { eventually } from '../world/eventually.ts'
import { countItems, keyringFile, storeItem } from '../world/keyring-items.ts'
import { openWindow } from '../world/open-window.ts'
import { longIf, rowsToTry } from '../world/rows.ts'
import { signInAndQuit } from '../world/sign-in-and-quit.ts'
import { expect, type Parts, test } from '../world/test.ts'
import { moveTime } from '../world/time.ts'
import { windowOf } from '../world/window.ts'

const service = 'Latchkey'
const account = 'plex-token'
const signedIn = 'Signed in as Ada Lovelace'
const keptUntilQuit = 'Signed in until you quit'
const asking = 'Waiting for your keychain’s answer…'
const locked = 'Your keychain is locked'
const gone = 'Your sign-in is gone from your keychain'
const noneOpen = 'Your keychain has no open keyring for Latchkey'

/** How a keyring that has the token comes to be locked: alone, or beside an open one that takes new items. */
const settings: Readonly<Record<string, (desktop: Parts['desktop']) => Promise<void>>> = {
  'the only keyring': ({ keychain }) => keychain.lock(),
  'a keyring beside another one': async ({ keychain }) => {
    await keychain.addDefault()
    await keychain.lock()
  },
}

const alive = ({ simulator }: Pick<Parts, 'simulator'>) =>
  simulator
    .tokens()
    .filter(token => token.alive)
    .map(({ token }) => token)

for (const [which, lock] of rowsToTry(Object.entries(settings), () => 'locked')) {
  test.describe(`with the token locked in ${which}`, () => {
    test('waits for the password however long, and asks once', async ({
      launch,
      tray,
      person,
      desktop,
      simulator,
    }) => {
      await signInAndQuit({ launch, person })
      await lock(desktop)
      const app = await launch()
      await desktop.keyringPrompt.waitFor()
      await tray.waitForLabel(asking)
      const time = await moveTime(app, simulator)
      await time.pass(10 * 60_000)
      expect(await tray.labels()).toContain(asking)
      expect(desktop.keyringPrompt.count()).toBe(1)
      await desktop.keyringPrompt.answer()
      await tray.waitForLabel(signedIn)
      expect(await tray.labels()).not.toContain(asking)
      expect(desktop.keyringPrompt.count()).toBe(0)
      expect(simulator.pins()).toHaveLength(1)
    })

    test('says that it is locked when nobody types the password, and asks once for each click', async ({
      launch,
      tray,
      person,
      desktop,
    }) => {
      await signInAndQuit({ launch, person })
      await lock(desktop)
      await launch()
      for (let click = 0; click < 2; click++) {
        await desktop.keyringPrompt.waitFor()
        await desktop.keyringPrompt.dismiss()
        await tray.waitForLabel(locked)
        expect(desktop.keyringPrompt.count()).toBe(0)
        await tray.click('Try now')
      }
      await desktop.keyringPrompt.waitFor()
      await desktop.keyringPrompt.answer()
      await tray.waitForLabel(signedIn)
    })

    test('takes the token up by itself when somebody else opens the keyring', async ({
      launch,
      tray,
      person,
      desktop,
    }) => {
      await signInAndQuit({ launch, person })
      await lock(desktop)
      await launch({ atLogin: true })
      await tray.waitForLabel(locked)
      await desktop.keychain.unlock()
      await tray.waitForLabel(signedIn, 30_000)
      expect(desktop.keyringPrompt.count()).toBe(0)
    })

    test('asks nobody at login, and whoever opens the window first', async ({
      launch,
      tray,
      person,
      desktop,
    }) => {
      await signInAndQuit({ launch, person })
      await lock(desktop)
      const app = await launch({ atLogin: true })
      await tray.waitForLabel(locked)
      expect(desktop.keyringPrompt.count()).toBe(0)
      const window = windowOf(app)
      await tray.click('Open Latchkey')
      await desktop.keyringPrompt.waitFor()
      await window.shows('signed-out', 'keychain-asking')
      await window.says(asking)
      await desktop.keyringPrompt.dismiss()
      await window.shows('signed-out', 'keychain-locked')
      await window.close()
      await app.noWindow()
      await tray.click('Open Latchkey')
      await window.shows('signed-out', 'keychain-locked')
      expect(desktop.keyringPrompt.count()).toBe(0)
      await window.press('Try again')
      await desktop.keyringPrompt.waitFor()
      await desktop.keyringPrompt.answer()
      await window.shows('signed-in')
    })

    test('stops waiting at a click, and counts a password that is typed after it', async ({
      launch,
      tray,
      person,
      desktop,
    }) => {
      await signInAndQuit({ launch, person })
      await lock(desktop)
      const app = await launch()
      await desktop.keyringPrompt.waitFor()
      await tray.click('Open Latchkey')
      const window = windowOf(app)
      await window.shows('signed-out', 'keychain-asking')
      await window.press('Stop waiting')
      await window.shows('signed-out', 'keychain-locked')
      // The dialog is the keyring's own.
      expect(desktop.keyringPrompt.count()).toBe(1)
      await desktop.keyringPrompt.answer()
      await tray.waitForLabel(signedIn, 30_000)
    })

    for (const when of ['in the same run', 'in the next one'] as const) {
      test.describe('and a sign-out', () => {
        // The next run cannot know whether the token that it finds there has been revoked.
        test.use({ allowedConduct: when === 'in the next one' ? ['token-after-sign-out'] : [] })

        test(`signs out at once, and erases the token ${when} once the keyring is open${longIf(when === 'in the next one')}`, async ({
          launch,
          tray,
          person,
          desktop,
          simulator,
        }) => {
          const app = await launch()
          const token = await person.signIn()
          await expect.poll(() => countItems(desktop, service, 'unfinished')).toBe(0)
          await lock(desktop)
          await tray.click('Sign out')
          await tray.offersSignIn()
          await expect.poll(() => alive({ simulator })).toEqual([])
          await desktop.keyringPrompt.waitFor()
          await desktop.keyringPrompt.dismiss()
          expect(await countItems(desktop, service, account)).toBe(1)
          if (when === 'in the next one') {
            await person.quit()
            expect(await app.exit()).toEqual({ code: 0, signal: null })
            await launch()
            await tray.offersSignIn()
          }
          await desktop.keychain.unlock()
          await expect.poll(() => countItems(desktop, service, account), { timeout: 30_000 }).toBe(0)
          expect(await tray.labels()).toContain('Sign in to Plex…')
          expect(desktop.keyringPrompt.count()).toBe(0)
          expect(app.output()).not.toContain(token)
        })
      })
    }
  })
}

test.describe('with a token in each of two keyrings', () => {
  // Two codes within five seconds: the app that was started anew does not know when the last one was made.
  test.use({ allowedConduct: ['mint-too-often'] })

  test('is signed in by one of them, and a sign-out erases and revokes both @long', async ({
    launch,
    tray,
    person,
    desktop,
    simulator,
  }) => {
    const grace = simulator.account({ username: 'grace', title: 'Grace Hopper' })
    const other = await signInAndQuit({ launch, person }, grace)
    await desktop.keychain.clear(service, account)
    const second = await launch()
    await tray.waitForLabel(gone)
    const token = await person.signIn()
    await person.quit()
    await second.exit()
    await desktop.keychain.addDefault()
    await storeItem(desktop, service, account, other)
    expect(await countItems(desktop, service, account)).toBe(2)
    expect(alive({ simulator })).toEqual([other, token])
    const third = await launch()
    await tray.waitForLabel(/^Signed in as (Grace Hopper|Ada Lovelace)$/)
    await tray.click('Sign out')
    await tray.offersSignIn()
    await expect.poll(() => alive({ simulator })).toEqual([])
    await expect.poll(() => countItems(desktop, service, account)).toBe(0)
    await expect.poll(() => countItems(desktop, service, 'unfinished')).toBe(0)
    for (const secret of [other, token]) expect(third.output()).not.toContain(secret)
  })
})

for (const away of ['killed', 'killed and started again later'] as const) {
  test(`goes on signed in when the keyring’s daemon is ${away}${longIf(away !== 'killed')}`, async ({
    app,
    tray,
    person,
    desktop,
    simulator,
  }) => {
    const token = await person.signIn()
    await desktop.keychain.stop()
    if (away === 'killed and started again later') {
      const time = await moveTime(app, simulator)
      await time.pass(6 * 60_000)
      await tray.click('Check now')
      await tray.waitForLabel('This computer has no keychain')
      await desktop.keychain.start()
      await time.pass(60_000)
      await expect.poll(() => tray.labels()).not.toContain('This computer has no keychain')
    } else await desktop.keychain.start()
    await tray.waitForLabel(signedIn)
    expect(await desktop.keychain.find(service, account)).toBe(token)
    await person.signOut(token)
    await expect.poll(() => countItems(desktop, service, account)).toBe(0)
  })
}

for (const state of ['open', 'locked'] as const) {
  test(`goes on when the keyring’s daemon is killed with its dialog on screen, and comes back ${state}${longIf(state === 'open')}`, async ({
    launch,
    tray,
    person,
    desktop,
  }) => {
    await signInAndQuit({ launch, person })
    await desktop.keychain.lock()
    await launch()
    await desktop.keyringPrompt.waitFor()
    await tray.waitForLabel(asking)
    await desktop.keychain.stop()
    await desktop.keychain.start({ locked: state === 'locked' })
    if (state === 'locked') {
      // The question is asked anew.
      await desktop.keyringPrompt.waitFor()
      expect(await tray.labels()).toContain(asking)
      await desktop.keyringPrompt.answer()
    }
    await tray.waitForLabel(signedIn, 30_000)
    expect(desktop.keyringPrompt.count()).toBe(0)
  })
}

test.describe('with a keyring that was lost', () => {
  // As above: the next start does not know when the last code was made.
  test.use({ allowedConduct: ['mint-too-often'] })

  test('says that there is no open keyring where it stored something, and takes the one that is made', async ({
    launch,
    tray,
    person,
    desktop,
    simulator,
  }) => {
    await signInAndQuit({ launch, person })
    await desktop.keychain.stop()
    await rm(keyringFile(desktop))
    await desktop.keychain.start({ password: false })
    await launch()
    await tray.waitForLabel(noneOpen)
    expect(desktop.keyringPrompt.count()).toBe(0)
    const { code } = await person.startSignIn()
    const token = person.approve(code)
    await tray.waitForLabel(keptUntilQuit)
    await desktop.keyringPrompt.waitFor()
    await desktop.keyringPrompt.dismiss()
    await tray.waitForLabel(noneOpen)
    await tray.click('Try now')
    await desktop.keyringPrompt.waitFor()
    await eventually(
      'the key in the new keyring',
      async () => {
        // The new password is asked for twice.
        if (desktop.keyringPrompt.count() > 0) await desktop.keyringPrompt.answer()
        return !(await tray.labels()).includes(keptUntilQuit)
      },
      { within: 30_000, seen: () => tray.labels() },
    )
    expect(await tray.labels()).toContain(signedIn)
    expect(await desktop.keychain.find(service, account)).toBe(token)
    expect(alive({ simulator })).toContain(token)
  })

  test('says that the sign-in is gone with a keyring whose file is broken, and takes the next one @long', async ({
    launch,
    tray,
    person,
    desktop,
  }) => {
    await signInAndQuit({ launch, person })
    await desktop.keychain.stop()
    await writeFile(keyringFile(desktop), 'broken')
    await desktop.keychain.start()
    await launch()
    await tray.waitForLabel(gone)
    const { code } = await person.startSignIn()
    const token = person.approve(code)
    await tray.waitForLabel(signedIn)
    expect(await desktop.keychain.find(service, account)).toBe(token)
  })
})

for (const stoppable of [true, false]) {
  test(`says that the keychain asks, and ${stoppable ? 'lets people' : 'where that cannot be done lets nobody'} stop waiting`, async ({
    app,
    tray,
  }) => {
    const page = await openWindow(app, tray)
    const stop = page.getByRole('button', { name: 'Stop waiting' })
    const strip = page.getByTestId('asking-keychain')
    const askingKeychain = { stoppable }
    const out = snapshotOf({ kind: 'signed-out', problem: 'keychain-asking', revocation: null })
    await draw(app, page, { ...out, revision: 1_000_001, askingKeychain })
    await expect(page.getByText(asking)).toHaveCount(1)
    await expect(stop).toHaveCount(stoppable ? 1 : 0)
    await expect(page.getByRole('button', { name: 'Sign in until you quit' })).toBeVisible()

    await draw(app, page, { ...snapshotOf(views['signed in']), revision: 1_000_002, askingKeychain })
    await expect(strip.getByText(asking)).toBeVisible()
    await expect(stop).toHaveCount(stoppable ? 1 : 0)
    await draw(app, page, {
      ...snapshotOf(signedInWith({ kept: 'keychain-asking' })),
      revision: 1_000_003,
      askingKeychain,
    })
    await expect(strip).toHaveCount(1)
    await expect(strip).toContainText('Your keychain has not answered yet')
    await expect(page.getByText(asking)).toHaveCount(0)
    await expect(stop).toHaveCount(stoppable ? 1 : 0)
    await draw(app, page, { ...snapshotOf(views['signed in']), revision: 1_000_004 })
    await expect(strip).toHaveCount(0)
    await expect(stop).toHaveCount(0)
  })
}
