import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callerName, type Process } from './caller.ts'

/** The processes from the caller up, and what each runs. */
type Chain = readonly (readonly [program: string, ...command: string[]])[]

const named = (chain: Chain) => {
  const processes = new Map<number, Process>(
    chain.map(([program, ...command], index) => [
      100 + index,
      { parent: 101 + index, program, command: command.length === 0 ? [program] : command },
    ]),
  )
  return callerName(100, id => processes.get(id))
}

describe('a key that was given no name gets', () => {
  it.each<[string | undefined, string, Chain]>([
    ['backup.sh', 'a script', [['/bin/bash', 'bash', '/home/ada/backup.sh', '--all']]],
    [
      'backup.sh',
      'a script with options of its shell',
      [['/bin/bash', '/bin/bash', '-eu', '/home/ada/backup.sh']],
    ],
    ['sync.py', 'a script of an interpreter', [['/usr/bin/python3.11', 'python3', '-u', 'sync.py']]],
    [
      'a.sh',
      'a script behind an option with a word of its own',
      [['/bin/bash', 'bash', '-eu', '-o', 'pipefail', 'a.sh']],
    ],
    [
      'sync.py',
      'a script of Python behind one',
      [['/usr/bin/python3', 'python3', '-W', 'ignore', 'sync.py']],
    ],
    [
      'sync.mjs',
      'a script of Node behind one',
      [['/usr/bin/node', 'node', '--import', './hook.mjs', 'sync.mjs']],
    ],
    ['python3', 'text for an interpreter', [['/usr/bin/python3', 'python3', '-c', 'import os']]],
    ['python3', 'a module', [['/usr/bin/python3', 'python3', '-m', 'kometa']]],
    ['kometa', 'a program', [['/usr/bin/kometa', 'kometa', '--run']]],
    ['terminal', 'a shell that somebody types into', [['/bin/bash', '-bash']]],
    ['terminal', 'a shell with options', [['/bin/zsh', 'zsh', '-i', '-l']]],
    [
      'cron',
      'a line of cron',
      [
        ['/bin/sh', '/bin/sh', '-c', 'curl'],
        ['/usr/sbin/cron', 'cron', '-f'],
      ],
    ],
    [
      'make',
      'shells in a row',
      [['/bin/dash', 'sh', '-c', 'x'], ['/bin/bash', 'bash', '-ec', 'y'], ['/bin/make']],
    ],
    [undefined, 'nobody that can be seen', [['/bin/sh', 'sh', '-c', 'x']]],
  ])('%s of %s', (name, _who, chain) => {
    expect(named(chain)).toBe(name)
  })

  it.skipIf(process.platform !== 'linux')('the script that runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-caller-'))
    const script = join(folder, 'nightly.sh')
    writeFileSync(script, 'read -r line\n')
    const child = spawn('bash', [script], { stdio: ['pipe', 'ignore', 'ignore'] })
    try {
      await expect.poll(() => callerName(child.pid)).toBe('nightly.sh')
    } finally {
      child.stdin.end('\n')
      await once(child, 'exit')
      rmSync(folder, { recursive: true })
    }
  })
})
