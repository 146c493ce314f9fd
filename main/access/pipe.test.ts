import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forgetPipe, isSecret, newPipe, notePipe } from './pipe.ts'

// What this decides, not Windows: there it was not run.
describe('the pipe of the commands on Windows', () => {
  it('has another name and another secret in each run', () => {
    const [one, other] = [newPipe(), newPipe()]
    expect(one.path).toMatch(/^\\\\\.\\pipe\\latchkey-[\w-]{22}$/)
    expect(one.secret).toMatch(/^[\w-]{43}$/)
    expect([one.path === other.path, one.secret === other.secret]).toEqual([false, false])
  })

  it('is found by a file for this person alone, in the place of one of an earlier run, and only while the app runs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-pipe-'))
    writeFileSync(join(folder, 'commands'), 'earlier', { mode: 0o644 })
    const pipe = newPipe()
    notePipe(folder, pipe)
    expect(JSON.parse(readFileSync(join(folder, 'commands'), 'utf8'))).toEqual(pipe)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'commands')).mode & 0o777).toBe(0o600)
    forgetPipe(folder)
    expect(existsSync(join(folder, 'commands'))).toBe(false)
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['the secret', 'secret', true],
    ['nothing', undefined, false],
    ['an empty one', '', false],
    ['a part of it', 'secre', false],
    ['another', 'Secret', false],
    ['more than it', 'secret ', false],
  ])('hears whoever says %s: %s', (_what, said, heard) => {
    expect(isSecret(said, 'secret')).toBe(heard)
  })
})
