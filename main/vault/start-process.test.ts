import { EventEmitter } from 'node:events'
import { beforeEach, expect, it, vi } from 'vitest'
import { startProcess } from './start-process.ts'

/** Ends as Electron 33.2.1 has it end: before `spawn` that does nothing. */
const system = vi.hoisted(() => ({ killed: false, spawn: () => {} }))

vi.mock('electron', () => ({
  utilityProcess: {
    fork() {
      let running = false
      const child = Object.assign(new EventEmitter(), { kill: () => running && (system.killed = true) })
      system.spawn = () => {
        running = true
        child.emit('spawn')
      }
      return child
    },
  },
}))

beforeEach(() => void Object.assign(system, { killed: false }))

it('ends a process that runs', () => {
  const child = startProcess('keychain.cjs', {})
  system.spawn()
  expect(system.killed).toBe(false)
  child.end()
  expect(system.killed).toBe(true)
})

it('ends a process that is still being started, as soon as it runs', () => {
  const child = startProcess('keychain.cjs', {})
  child.end()
  expect(system.killed).toBe(false)
  system.spawn()
  expect(system.killed).toBe(true)
})
