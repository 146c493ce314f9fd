import type { Clock } from './clock.ts'

/** A clock that moves only when told to. For tests. */
export class ManualClock implements Clock {
  #now = 0
  #set = 0
  readonly #tasks = new Set<{ at: number; run: () => void }>()

  now() {
    return this.#now
  }

  calendar() {
    return 1_700_000_000_000 + this.#now + this.#set
  }

  /** Somebody sets the calendar forward by this many milliseconds, or back if it is negative. */
  setCalendar(by: number) {
    this.#set += by
  }

  at(at: number, run: () => void) {
    const task = { at, run }
    this.#tasks.add(task)
    return () => void this.#tasks.delete(task)
  }

  get pending() {
    return this.#tasks.size
  }

  async advance(by: number) {
    await settle()
    const target = this.#now + by
    for (;;) {
      const due = [...this.#tasks].filter(task => task.at <= target).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#tasks.delete(due)
      this.#now = Math.max(this.#now, due.at)
      due.run()
      await settle()
    }
    this.#now = target
    await settle()
  }
}

/** Lets every promise that can settle without a timer settle. */
export const settle = () => new Promise<void>(resolve => setImmediate(resolve))
