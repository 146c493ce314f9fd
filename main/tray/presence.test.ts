import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ManualClock } from '../clock.manual.ts'
import { trayAppears, trayIsPresent } from './presence.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-presence-'))
  vi.stubEnv('PATH', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function sessionBus(behaviour: string) {
  const program = join(folder, 'dbus-send')
  writeFileSync(
    program,
    `#!/bin/sh\nfor part in "$@"; do echo "$part" >> "${folder}/asked"; done\n${behaviour}\n`,
  )
  chmodSync(program, 0o755)
}

describe('a tray', () => {
  it.each([
    ['somebody shows tray icons', 'echo "   boolean true"', true],
    ['nobody shows tray icons', 'echo "   boolean false"', false],
    ['there is no session bus', 'echo "Failed to open connection" >&2; exit 1', false],
  ])('is asked for on a Linux desktop where %s', async (_what, behaviour, present) => {
    sessionBus(behaviour)
    expect(await trayIsPresent('linux')).toBe(present)
    expect(readFileSync(join(folder, 'asked'), 'utf8').split('\n')).toEqual([
      '--session',
      '--print-reply=literal',
      '--reply-timeout=2000',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      'string:org.kde.StatusNotifierWatcher',
      '',
    ])
  })

  it('is taken to be there where there is no way to ask', async () => {
    expect(await trayIsPresent('linux')).toBe(true)
  })

  it.each(['darwin', 'win32'] as const)('is always there on %s', async platform => {
    sessionBus('echo "   boolean false"')
    expect(await trayIsPresent(platform)).toBe(true)
  })

  it('is looked for again, less and less often, until it is there', async () => {
    const panel = join(folder, 'panel')
    sessionBus(`[ -e "${panel}" ] && echo "   boolean true" || echo "   boolean false"`)
    const clock = new ManualClock()
    const patience = { timeout: 5_000 }
    let appeared = false
    void trayAppears('linux', clock).then(() => (appeared = true))
    const asked = () =>
      existsSync(join(folder, 'asked'))
        ? readFileSync(join(folder, 'asked'), 'utf8').split('--session').length - 1
        : 0
    for (const [round, wait] of [2_000, 4_000, 8_000].entries()) {
      await vi.waitFor(() => expect(clock.pending).toBe(1), patience)
      await clock.advance(wait - 1)
      expect(asked()).toBe(round)
      await clock.advance(1)
      await vi.waitFor(() => expect(asked()).toBe(round + 1), patience)
    }
    await vi.waitFor(() => expect(clock.pending).toBe(1), patience)
    expect(appeared).toBe(false)
    writeFileSync(panel, '')
    await clock.advance(16_000)
    await vi.waitFor(() => expect(appeared).toBe(true), patience)
    expect(clock.pending).toBe(0)
  }, 30_000)
})
