import { ManualClock } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import { createKeyRecords, createMemory, noClipboard } from '../services.fake.ts'
import { createServices } from '../services.ts'
import { byHand } from '../sign-in/by-hand.fake.ts'
import { stage } from '../sign-in/state.ts'
import { createWorldPlex } from '../sign-in/world-plex.fake.ts'
import { createKeyrings } from '../vault/keyrings.fake.ts'

/** The whole app below the tray, over several keyrings. For tests. */
export function createWhole(how: Parameters<typeof createKeyrings>[0] = {}, pinLifeMs = 900_000) {
  const clock = new ManualClock()
  const keyrings = createKeyrings({ ...how, clock })
  const plex = createWorldPlex({ clock, pinLifeMs })
  const memory = createMemory()
  const keyRecords = createKeyRecords()
  const log: string[] = []
  let run = 0
  const later =
    (mine: number) =>
    <T>(answer: () => T, signal: AbortSignal) =>
      new Promise<T>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Failure('connection')))
        clock.at(clock.now() + 40, () => {
          if (mine !== run) return
          try {
            resolve(answer())
          } catch (error) {
            reject(error as Error)
          }
        })
      })
  let computer = { crash: () => {} }
  function boot(hand: boolean) {
    const mine = ++run
    keyRecords.reopen()
    const made = keyrings.boot()
    computer = made
    const services = createServices({
      clock,
      random: () => 0.5,
      api: plex.api(later(mine)),
      apiFor: ({ identifier }) => plex.api(later(mine), identifier),
      keyRecords: { ...keyRecords, set: next => mine === run && keyRecords.set(next) },
      clipboard: noClipboard,
      keychain: made.keychain,
      memory: { get: memory.get, set: change => void (mine === run && memory.set(change)) },
      isOnline: () => true,
      observe: (what, problem) =>
        log.push(
          `${clock.now()} ${what}${problem === undefined ? '' : ` (${String((problem as Error).message)})`}`,
        ),
    })
    services.launch({ byHand: hand })
    return services
  }
  let app = boot(true)
  return {
    clock,
    keyrings,
    plex,
    memory,
    keyRecords,
    log,
    app: () => app,
    signIn: () => byHand(app.signIn),
    stage: () => stage(app.signIn.state()),
    owed: () => app.unfinished.get().owed.map(({ token }) => token.reveal()),
    async signInAs(name: string) {
      app.signIn.start()
      await clock.advance(1_500)
      const token = plex.approve(
        plex.livePins().find(({ device }) => device === '')!,
        name,
      )
      await clock.advance(6_000)
      return token
    },
    async quit(hand = true) {
      let over = false
      void app.dispose().then(() => void (over = true))
      while (!over) await clock.advance(10)
      computer.crash()
      await clock.advance(1_000)
      app = boot(hand)
      await clock.advance(1_000)
    },
    async crash(hand = true) {
      computer.crash()
      run++
      void app.dispose()
      app = boot(hand)
      await clock.advance(1_000)
    },
  }
}
