import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { eventually } from '../world/eventually.ts'
import { readUsage, wakeUps } from './usage.ts'

const started = new Set<ReturnType<typeof spawn>>()

afterEach(async () => {
  for (const child of started) {
    const ended = once(child, 'exit')
    // With what it has started: it leads a group.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  started.clear()
})

function start(script: string): number {
  const child = spawn('sh', ['-c', script], { stdio: 'ignore', detached: true })
  started.add(child)
  return child.pid ?? 0
}

it('counts a process with all that descend from it', async () => {
  const processId = start('sh -c "sleep 60; :" & wait')
  const usage = await eventually('three processes', async () => {
    const read = await readUsage(processId)
    return read.processes === 3 && read
  })
  expect(usage.megabytes).toBeGreaterThan(0)
  expect(usage.megabytes).toBeLessThan(50)
})

it('tells one that works and wakes up from one that sleeps', async () => {
  const busy = start('while :; do sleep 0.01; done')
  const asleep = start('sleep 60')
  const before = await Promise.all([readUsage(busy), readUsage(asleep)])
  await eventually('fifty wake-ups', async () => wakeUps(before[0], await readUsage(busy)) >= 50)
  const after = await Promise.all([readUsage(busy), readUsage(asleep)])
  expect(wakeUps(before[1], after[1])).toBeLessThan(5)
  expect(after[1].processorMs).toBeLessThan(50)
})
