import { createStore } from 'zustand/vanilla'
import type { Bridge, Snapshot } from '../common/contract.ts'
import { signInOf } from '../common/lives.ts'
import { type Dated, dated } from './dated.ts'

/** A snapshot, and its sign-in with times that do not depend on when it came. */
export interface Received {
  readonly snapshot: Snapshot
  readonly signIn: Dated
  /** When it came, as a moment of `performance.now()`. */
  readonly at: number
}

/** The last snapshot that main sent. Only `follow` writes to it. */
export const received = createStore<Received | null>(() => null)

/** Keeps the replica current. Returns a function that stops it. */
export function follow(
  bridge: Pick<Bridge, 'onSnapshot'> & { readonly page: Pick<Bridge['page'], 'attach'> },
): () => void {
  const stop = bridge.onSnapshot(snapshot => {
    const last = received.getState()
    if (last === null || snapshot.revision > last.snapshot.revision) {
      const at = performance.now()
      received.setState({ snapshot, signIn: dated(signInOf(snapshot), at), at }, true)
    }
  })
  void bridge.page.attach()
  return stop
}
