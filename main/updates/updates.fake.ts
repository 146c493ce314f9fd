import { ManualClock } from '../clock.fake.ts'
import { createUpdates } from './updates.ts'

const MINUTE = 60_000

export interface Feed {
  readonly check?: (silence: () => Promise<never>) => Promise<string | null>
  readonly download?: (silence: () => Promise<never>) => Promise<void>
}

/** A feed, and a clock by which it is checked. */
export function updatesWorld(over: Feed = {}, chance = 0.5) {
  const clock = new ManualClock()
  const seen = {
    opened: 0,
    checks: [] as number[],
    downloads: 0,
    installed: 0,
    changes: 0,
    told: [] as string[],
  }
  const abandoned: number[] = []
  let abandon = () => {}
  /** A request that gets no answer until it is given up. */
  const silence = async () =>
    new Promise<never>((_, reject) => (abandon = () => reject(new Error('given up'))))
  let progressed = () => {}
  const updates = createUpdates({
    clock,
    random: () => chance,
    async open() {
      seen.opened++
      return {
        async check() {
          seen.checks.push(clock.now() / MINUTE)
          return over.check === undefined ? '1.2.3' : over.check(silence)
        },
        async download(tell) {
          seen.downloads++
          progressed = tell
          await over.download?.(silence)
        },
        abandon() {
          abandoned.push(clock.now() / MINUTE)
          abandon()
        },
        install: async () => void seen.installed++,
      }
    },
    changed: () => void seen.changes++,
    observe: what => void seen.told.push(what),
  })
  updates.start()
  return { clock, seen, updates, abandoned, progressed: () => progressed() }
}
