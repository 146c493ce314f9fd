import { systemClock } from '../clock.ts'
import { runningBuild } from './build.ts'
import { noUpdates } from './feed.ts'
import type { Listeners } from './drive-updater.ts'
import { createUpdates } from './updates.ts'

interface Options extends Listeners {
  readonly changed: () => void
}

/** Newer releases, where this build looks for them; elsewhere there never is one. */
export function offerUpdates({ observe, moved, login, changed }: Options) {
  const updates = createUpdates({
    clock: systemClock,
    random: Math.random,
    async open() {
      const { openUpdater } = await import('./updater.ts')
      return openUpdater({ observe, moved, login })
    },
    changed,
    observe,
  })
  return {
    ...updates,
    start() {
      if (noUpdates(runningBuild()) === null) updates.start()
    },
  }
}

export type OfferedUpdates = ReturnType<typeof offerUpdates>
