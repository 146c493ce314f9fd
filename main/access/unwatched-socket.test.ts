import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { openSocket } from './socket.ts'

it.skipIf(process.platform === 'win32')('hears commands where the system watches nothing more', async () => {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-unwatched-'))
  mkdirSync(join(home, 'lock'), { mode: 0o700 })
  symlinkSync(join(home, 'lock/SingletonSocket'), join(home, 'SingletonSocket'))
  const reports: string[] = []
  let heard = 0
  const close = openSocket({
    clock: new ManualClock(),
    folder: home,
    heard(caller) {
      heard++
      caller.destroy()
    },
    report: what => void reports.push(what),
    // inotify(7), "max_user_watches": other programs may watch all that the system lets a person watch.
    watch() {
      throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' })
    },
  })
  await pause(50)
  await new Promise<void>(resolve => {
    connect(join(home, 'lock/commands'))
      .on('error', () => {})
      .on('close', () => resolve())
  })
  close()
  rmSync(home, { recursive: true })
  expect([heard, reports]).toEqual([1, ['Nobody looks after the way to this app']])
})
