import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forgetPipe, isProven, newPipe, notePipe, proofOf } from './pipe.ts'

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

  const nonce = 'n'.repeat(43)
  const proof = proofOf('secret', 'command', nonce)
  it.each([
    ['proves the secret', { nonce, proof }, true],
    ['proves nothing', undefined, false],
    ['says nothing of it', { nonce, proof: '' }, false],
    ['says a part of it', { nonce, proof: proof.slice(1) }, false],
    ['proves another', { nonce, proof: proofOf('Secret', 'command', nonce) }, false],
    ['repeats what the app said', { nonce, proof: proofOf('secret', 'app', nonce) }, false],
    ['repeats what was said before', { nonce: 'm'.repeat(43), proof }, false],
  ])('hears whoever %s: %j, %s', (_what, said, heard) => {
    expect(isProven(said, 'secret')).toBe(heard)
  })
})
