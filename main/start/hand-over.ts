import { app } from 'electron'
import { systemClock } from '../clock.ts'
import { forgetOwner, noteOwner, type Owner } from './owner.ts'

/** Lets the next start have the home as soon as this process has ended: from now on it serves nobody. */
export function handOver() {
  const folder = app.getPath('userData')
  try {
    noteOwner(folder, 'ending')
  } catch {
    // Without the note the next start would not wait: it goes on to be told that this one runs.
    return
  }
  app.releaseSingleInstanceLock()
  app.on('quit', () => forgetOwner(folder))
}

const LOOK_EVERY_MS = 100
/** Longer than the keychain and what is being stored may take. */
const LONGEST_MS = 20_000

/** Waits for the end of the one before, and notes whose the home is then. False where it does not end. */
export async function takeOver(folder: string, predecessor: Owner | undefined): Promise<boolean> {
  for (let waited = 0; predecessor?.lives() === true; waited += LOOK_EVERY_MS) {
    if (waited >= LONGEST_MS) return !predecessor.certain
    await new Promise<void>(resolve => systemClock.at(systemClock.now() + LOOK_EVERY_MS, resolve))
  }
  try {
    noteOwner(folder, 'serving')
  } catch {
    // A disk that is full: later starts are served all the same.
  }
  return true
}
