import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { trayIsPresent } from './presence.ts'

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
    ['nobody answers', 'echo "Failed to open connection" >&2; exit 1', true],
  ])('is asked for on a Linux desktop where %s', async (_what, behaviour, present) => {
    sessionBus(behaviour)
    expect(await trayIsPresent('linux')).toBe(present)
    expect(readFileSync(join(folder, 'asked'), 'utf8').split('\n')).toEqual([
      '--session',
      '--print-reply=literal',
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
})
