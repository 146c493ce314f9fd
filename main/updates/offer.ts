import { systemClock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { runningBuild } from './build.ts'
import { noUpdates } from './feed.ts'
import type { Listeners } from './drive-updater.ts'
import { createUpdates } from './updates.ts'

interface Options extends Omit<Listeners, 'prepared'> {
  readonly changed: () => void
  readonly work: FileWork
}

/** Offers newer releases, if this build looks for them; otherwise never any. */
export function offerUpdates({ observe, moved, login, changed, work }: Options) {
  const updates = createUpdates({
    clock: systemClock,
    random: Math.random,
    async open() {
      const { openUpdater } = await import('./updater.ts')
      return openUpdater({ observe, moved, login }, work)
    },
    changed,
    observe,
  })
  return {
    ...updates,
    async start() {
      if (noUpdates(await runningBuild(work)) === null) updates.start()
    },
  }
}

export type OfferedUpdates = ReturnType<typeof offerUpdates>
