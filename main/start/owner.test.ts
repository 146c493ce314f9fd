import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetOwner, noteOwner, ownerOf } from './owner.ts'

let folder: string
let child: ChildProcess
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-owner-'))
  child = spawn('sleep', ['60'])
})
afterEach(() => {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const file = () => join(folder, 'owner')
const lines = () => readFileSync(file(), 'utf8').split('\n')
/** As the child would have noted it. */
function noteOfChild(state: string, change: { started?: string; id?: string } = {}) {
  const status = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
  const started = status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  writeFileSync(
    file(),
    [change.id ?? child.pid, change.started ?? started, '/run/wayland-0', ':0', state].join('\n'),
  )
}

describe.skipIf(process.platform !== 'linux')('the owner of a home', () => {
  it('is who noted it and lives', async () => {
    noteOfChild('serving')
    const owner = ownerOf(folder)!
    expect({ ...owner, lives: owner.lives() }).toEqual({
      process: child.pid,
      screen: { wayland: '/run/wayland-0', x11: ':0' },
      ending: false,
      suspended: false,
      certain: true,
      lives: true,
    })
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect([owner.lives(), ownerOf(folder)]).toEqual([false, undefined])
  })

  it('may be ending, or be suspended', async () => {
    noteOfChild('ending')
    child.kill('SIGSTOP')
    await expect.poll(() => ownerOf(folder)).toMatchObject({ ending: true, suspended: true })
  })

  it.each([
    ['a later process with its number', { started: '1' }],
    ['nobody', { id: '4194305' }],
    ['what is no number', { id: '-1' }],
    ['ourselves', { id: String(process.pid) }],
  ])('is not %s', (_what, change) => {
    noteOfChild('serving', change)
    expect(ownerOf(folder)).toBeUndefined()
  })

  it.each(['', '\n\n\n', 'not a note', '\0'.repeat(1_000)])('is nobody where the note is %j', text => {
    writeFileSync(file(), text)
    expect(ownerOf(folder)).toBeUndefined()
  })

  it('is nobody where a pipe is, and is noted in its place', () => {
    execFileSync('mkfifo', [file()])
    expect(ownerOf(folder)).toBeUndefined()
    noteOwner(folder, 'serving')
    expect(lines()[0]).toBe(String(process.pid))
  })

  it('is noted with its screen, for its owner alone, and forgotten', () => {
    noteOwner(folder, 'serving')
    expect([lines()[0], lines()[4]]).toEqual([String(process.pid), 'serving'])
    noteOwner(folder, 'ending')
    expect(lines()[4]).toBe('ending')
    forgetOwner(folder)
    forgetOwner(folder)
    expect(ownerOf(folder)).toBeUndefined()
  })
})
