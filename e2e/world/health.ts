import type { LoggedRequest } from '../../simulator/records.ts'
import type { RunningApp } from './app.ts'
import { expect, test } from './test.ts'
import { moveTime, type Time } from './time.ts'

export { expect }

export const signedIn = 'Signed in as Ada Lovelace'

/** The app, signed in, with its window closed. */
export interface Scene {
  readonly app: RunningApp
  readonly time: Time
  readonly token: string
  /** The requests that asked plex.tv whose the token is. */
  readonly checks: () => readonly LoggedRequest[]
  readonly count: () => number
}

/** Signed in, with moved time, and without a window, so that notifications appear. */
export const health = test.extend<{ scene: Scene }>({
  scene: async ({ app, tray, person, simulator }, use) => {
    await tray.offersSignIn()
    const time = await moveTime(app, simulator)
    const token = await person.signIn(undefined, { time })
    await (await app.window()).close()
    await app.noWindow()
    const checks = () => simulator.log.filter(({ route }) => route === 'user')
    await expect.poll(checks).toHaveLength(1)
    await time.settle()
    await use({ app, time, token, checks, count: () => checks().length })
  },
})
