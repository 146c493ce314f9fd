import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import { signedIn, snapshotOf, views } from '../common/samples.fake.ts'
import { follow, received } from './store.ts'

const snapshot = (revision: number): Snapshot => ({ ...snapshotOf(views['signed out']), revision })

function createBridge() {
  const listeners = new Set<(snapshot: Snapshot) => void>()
  return {
    send: (next: Snapshot) => listeners.forEach(listener => listener(next)),
    onSnapshot: (listener: (snapshot: Snapshot) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    page: { attach: async () => listeners.forEach(listener => listener(snapshot(3))) },
  }
}

const shown = () => received.getState()?.snapshot

describe('the replica', () => {
  beforeEach(() => received.setState(null, true))

  it('asks for the present snapshot once it listens', () => {
    follow(createBridge())
    expect(shown()).toEqual(snapshot(3))
  })

  it('follows main and drops what arrives late', () => {
    const bridge = createBridge()
    follow(bridge)
    const revisions = [5, 4, 5, 6].map(revision => {
      bridge.send(snapshot(revision))
      return shown()?.revision
    })
    expect(revisions).toEqual([5, 5, 5, 6])
  })

  it('keeps times as moments, counted from when the snapshot came in', () => {
    const bridge = createBridge()
    follow(bridge)
    vi.spyOn(performance, 'now').mockReturnValue(5_000)
    bridge.send({ ...snapshotOf(signedIn({ confirmedAgoMs: 4_000, checkableInMs: 100 })), revision: 4 })
    expect(received.getState()?.signIn).toMatchObject({ confirmedAt: 1_000, checkableAt: 5_100 })
    vi.restoreAllMocks()
  })

  it('is left as it is once stopped', () => {
    const bridge = createBridge()
    follow(bridge)()
    bridge.send(snapshot(9))
    expect(shown()).toEqual(snapshot(3))
  })
})
