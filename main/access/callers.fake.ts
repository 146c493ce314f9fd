import type { Ask } from '../../common/access.ts'
import type { Asker } from './asker.ts'

/** A script, and another of its name. */
export const kometa: Asker = {
  program: { path: '/opt/kometa/kometa.py', command: 'python3 /opt/kometa/kometa.py' },
  chain: ['bash', 'konsole'],
  unlasting: null,
}

export const other: Asker = { ...kometa, program: { path: '/tmp/kometa.py', command: 'python3 kometa.py' } }

/** What `run` says that it is about to start. */
export const ran = { program: { path: '/opt/kometa/kometa.py', command: ['kometa.py'] } }

/** How a command is refused. */
export const refusal = (reason: string, over = {}) => ({ end: 'refused', reason, ...over })

const asked = { preset: null, server: null, terminal: false, remote: false, waits: true, program: null }

/** What a command may ask for, with what is of no interest to a test left out. */
export const askFor = (name: string, over: Partial<Extract<Ask, { ask: 'key' }>> = {}): Ask => ({
  ask: 'key',
  name,
  ...asked,
  once: false,
  ...over,
})

/** A key that is made beforehand. */
export const addFor = (name: string, over: Partial<Extract<Ask, { ask: 'add-key' }>> = {}): Ask => ({
  ask: 'add-key',
  name,
  ...asked,
  write: null,
  ...over,
})
