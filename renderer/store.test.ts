import { beforeEach, describe, expect, it } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import { snapshotOf, views } from '../common/samples.ts'
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
    attach: async () => listeners.forEach(listener => listener(snapshot(3))),
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

  it('notes when a snapshot came in', () => {
    const before = performance.now()
    follow(createBridge())
    const receivedAt = received.getState()?.receivedAt
    expect(receivedAt).toBeGreaterThanOrEqual(before)
    expect(receivedAt).toBeLessThanOrEqual(performance.now())
  })

  it('is left as it is once stopped', () => {
    const bridge = createBridge()
    follow(bridge)()
    bridge.send(snapshot(9))
    expect(shown()).toEqual(snapshot(3))
  })
})
