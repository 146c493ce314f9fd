import { createStore } from 'zustand/vanilla'
import type { Bridge, Snapshot } from '../common/contract.ts'

/** A snapshot with the moment it came in, in milliseconds of `performance.now()`. */
export interface Received {
  readonly snapshot: Snapshot
  readonly receivedAt: number
}

/** The last snapshot main sent. Nothing in the window writes to it but `follow`. */
export const received = createStore<Received | null>(() => null)

/** Keeps the replica current. Returns a function that stops it. */
export function follow(bridge: Pick<Bridge, 'attach' | 'onSnapshot'>): () => void {
  const stop = bridge.onSnapshot(snapshot => {
    const last = received.getState()
    if (last === null || snapshot.revision > last.snapshot.revision) {
      received.setState({ snapshot, receivedAt: performance.now() }, true)
    }
  })
  void bridge.attach()
  return stop
}
