import type { Account, PinRecord } from '../../simulator/records.ts'
import type { Simulator } from '../../simulator/server.ts'
import { eventually } from './eventually.ts'
import type { Time } from './time.ts'
import type { TrayItem } from './tray-item.ts'

/** What a person does with the app through the tray, and at plex.tv with a browser. */
export interface Person {
  /** Chooses "Sign in to Plex…" and waits for the code. */
  startSignIn(): Promise<PinRecord>
  /** Waits for the tray menu to offer a code other than `previous`. */
  waitForCode(previous?: string): Promise<PinRecord>
  /** Approves the code at plex.tv. Returns the token. */
  approve(code: string, account?: Account, options?: { token?: string }): string
  /** The whole way: from the menu to "Signed in as …", with moved time if there is one. Returns the token. */
  signIn(account?: Account, options?: { token?: string; time?: Time }): Promise<string>
  /** Chooses "Cancel sign-in" and waits until that is done. */
  cancelSignIn(): Promise<void>
  /** Chooses "Sign out" and waits until that is done and the token is dead. */
  signOut(token: string): Promise<void>
  quit(): Promise<void>
}

const pollEveryMs = 1_500

/** A person who uses this tray and has an account at this plex.tv. */
export function createPerson(tray: TrayItem, simulator: Simulator): Person {
  const person: Person = {
    async startSignIn() {
      const previous = simulator.latestPin()?.code
      await tray.click('Sign in to Plex…')
      return person.waitForCode(previous)
    },
    async waitForCode(previous) {
      const pin = await eventually('a new code at plex.tv', () => {
        const latest = simulator.latestPin()
        return latest !== undefined && latest.code !== previous && latest
      })
      await tray.waitForLabel(`Copy code ${pin.code}`)
      return pin
    },
    approve: (code, account, options) => simulator.claim(code, account, options),
    async signIn(account, { time, ...options } = {}) {
      const { code } = await person.startSignIn()
      const token = person.approve(code, account, options)
      await time?.pass(pollEveryMs)
      await tray.waitForLabel(/^Signed in as /)
      return token
    },
    async cancelSignIn() {
      await tray.click('Cancel sign-in')
      await tray.offersSignIn()
    },
    async signOut(token) {
      await tray.click('Sign out')
      await tray.offersSignIn()
      await eventually('the end of the token', () =>
        simulator.tokens().some(other => other.token === token && !other.alive),
      )
    },
    quit: () => tray.click('Quit Latchkey'),
  }
  return person
}
