import { app } from 'electron'
import { systemClock } from '../clock.ts'
import { forgetOwner, noteOwner, type Owner } from './owner.ts'

/** Leaves the home to the next start, as soon as this process has ended. From now on this one serves nobody. */
export function handOver() {
  const folder = app.getPath('userData')
  try {
    noteOwner(folder, 'ending')
  } catch {
    // Without the note the next start would not wait for the end, so it must go on finding this one running.
    return
  }
  app.releaseSingleInstanceLock()
  app.on('quit', () => forgetOwner(folder))
}

const LOOK_EVERY_MS = 100
/** Longer than the keychain and unfinished writes may take. */
const LONGEST_MS = 20_000

/** Waits until the previous process has ended, then notes that the home is ours. False if it does not end. */
export async function takeOver(folder: string, predecessor: Owner | undefined): Promise<boolean> {
  for (let waited = 0; predecessor?.lives() === true; waited += LOOK_EVERY_MS) {
    if (waited >= LONGEST_MS) return !predecessor.certain
    await new Promise<void>(resolve => systemClock.at(systemClock.now() + LOOK_EVERY_MS, resolve))
  }
  try {
    noteOwner(folder, 'serving')
  } catch {
    // The disk may be full: later starts are served anyway.
  }
  return true
}
