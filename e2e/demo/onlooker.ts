import { setTimeout as pause } from 'node:timers/promises'
import type { Simulator } from '../../simulator/server.ts'
import type { BorrowedKeychain } from './borrowed-keychain.ts'
import type { Timeline } from './timeline.ts'

/** Tells what can be seen from outside the app while the person uses it. */
export interface Onlooker {
  /** Whether the token has been seen in the keychain. */
  hasSeenToken(): boolean
  /** Whether the token is there now. */
  seesToken(): boolean
  stop(): Promise<void>
}

const every = 250

/** Looks at plex.tv's codes and at the keychain, until it is stopped. */
export function lookOn(
  { step }: Timeline,
  simulator: Simulator,
  keychain: BorrowedKeychain,
  onKept: () => void,
): Onlooker {
  const told = new Set<string>()
  const tell = (text: string): void => {
    if (!told.has(text)) step(text)
    told.add(text)
  }
  let seen = false
  let present = false
  let running = true

  async function lookAtKeychain(): Promise<void> {
    const kept = await keychain.find().catch(() => null)
    const now = kept !== null && simulator.tokens().some(({ token }) => token === kept)
    if (now && !present)
      step(`The token is in your keychain: ${kept.length} characters, Latchkey / plex-token`)
    if (present && !now) step('Your keychain holds nothing of Latchkey any more')
    if (now && !seen) onKept()
    present = now
    seen ||= now
  }

  async function look(): Promise<void> {
    while (running) {
      for (const { code, state } of simulator.pins()) {
        tell(`plex.tv has given the app the code ${code}`)
        if (state === 'claimed') tell(`The code ${code} is approved`)
      }
      // Asked only from the first approval on: each question may make a locked keychain ask the person.
      if (simulator.tokens().length > 0) await lookAtKeychain()
      await pause(every)
    }
  }

  const looking = look()
  return {
    hasSeenToken: () => seen,
    seesToken: () => present,
    async stop() {
      running = false
      await looking
    },
  }
}
