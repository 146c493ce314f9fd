import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const FOUND = 'ulimit -Sn; echo "$0" "$1"'

it.skipIf(process.platform !== 'linux')(
  'a program finds the limit and the arguments that the command was given',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-as-given-'))
    const script = join(folder, 'script.mjs')
    await build({
      stdin: {
        contents: `import { runChild } from './child.ts'
          const given = ['-c', ${JSON.stringify(FOUND)}, 'a b', 'c']
          const signals = { passTo() {}, release() {} }
          process.exit(await runChild({ path: '/bin/sh', name: 'sh', arguments: given, environment: process.env, signals }))`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    })
    // Node raises its limit too. (Whose files are whose is to be seen with Electron alone: Node lets nobody inherit any.)
    const child = spawn('sh', ['-c', 'ulimit -Sn 512; "$@"; exit $?', 'sh', process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = await text(child.stdout)
    rmSync(folder, { recursive: true })
    expect(said.split('\n')).toEqual(['512', 'a b c', ''])
  },
)
