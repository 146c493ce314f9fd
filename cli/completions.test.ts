import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { english } from '../common/english.fake.ts'
import { completionFor } from './completions.ts'
import { optionsOf, verbNames } from './verbs.ts'

const isThere = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))

/** What bash offers at the end of this line. */
function offered(line: string): string[] {
  const words = line.split(' ')
  const script = `${completionFor('bash', english)}
COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_latchkey 2>/dev/null
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, status } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
  expect(status).toBe(0)
  return stdout.split('\n').filter(word => word !== '')
}

describe.skipIf(!isThere('bash'))('bash', () => {
  it.each([
    ['latchkey st', ['status']],
    ['latchkey sign', ['sign-in', 'sign-out']],
    ['latchkey keys ', ['list', 'add', 'revoke', '--json', '--help']],
    ['latchkey keys add Kometa --a', ['--as']],
    ['latchkey keys add Kometa --as pl', ['plex-auto-languages', 'plextraktsync', 'plex-mcp-server']],
    ['latchkey keys revoke -', ['--json', '--help']],
    ['latchkey run --for x --o', ['--once']],
    ['latchkey token --for ', []],
    ['latchkey completion z', ['zsh']],
    ['latchkey help doc', ['doctor']],
    ['latchkey --json st', ['status']],
    ['latchkey --for backup to', ['token']],
    ['latchkey --for status to', ['token']],
    ['latchkey keys --json re', ['revoke']],
    ['latchkey --json keys add Kometa --w', ['--write']],
    ['latchkey --json --as ko', ['kometa']],
    ['latchkey --json run -- bas', expect.arrayContaining(['bash'])],
    ['latchkey run -- bas', expect.arrayContaining(['bash'])],
  ])('offers after “%s”: %j', (line, expected) => {
    expect(offered(line)).toEqual(expected)
  })

  it('offers every option of every verb', () => {
    for (const name of verbNames.filter(verb => !verb.startsWith('-'))) {
      expect(offered(`latchkey ${name} --`), name).toEqual(optionsOf(name).map(option => `--${option}`))
    }
  })
})

describe.each(['zsh', 'fish'] as const)('%s', shell => {
  const script = completionFor(shell, english)
  it('is told of every verb and option', () => {
    for (const name of verbNames.filter(verb => !verb.startsWith('-'))) {
      for (const word of name.split(' ')) expect(script).toContain(word)
      for (const option of optionsOf(name)) {
        expect(script).toContain(shell === 'fish' ? `-l ${option} ` : `'--${option}[`)
      }
    }
  })
})
