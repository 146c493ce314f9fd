import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DoctorAnswer } from '../../../common/access-answers.ts'
import { english as text } from '../../../common/english.fake.ts'
import { openLog } from '../../log.ts'
import { doctorReport } from './report.ts'

const here = { home: '/home/ada', host: 'DESK-01' }
/** One of each kind, and where it could stand. */
const secrets: ReadonlyArray<[string, string]> = [
  ['a token', 'aB3dE6gH9jK2mN5pQ8sT'],
  ['a key with dashes', '-B3dE6gH9jK2mN5pQ8s-'],
  ['a web token', 'eyJhbGciOiJFZERTQSJ9eyJh.eyJub25jZSI6IjdjNDE1YjU2.c2lnbmF0dXJlLXNpZ25hdHVyZQ'],
  ['a client identifier', '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'],
  ['a long code', 'l91xft5ypr1n7588alsymxoy8'],
  ['a code that is shown', 'KYLX'],
  ['an e-mail address', 'ada.l+plex@example.co.uk'],
  ['the home folder', '/home/ada'],
  ['the name of the computer', 'DESK-01'],
  ['the name of the computer in other letters', 'desk-01'],
  ['a public address', '203.0.113.20'],
  ['a public address with a port', '198.51.100.7:32400'],
  ['a public address of IPv6', '2001:db8:0:1::20'],
]
const named: ReadonlyArray<[string, string]> = [
  ['X-Plex-Token: %', 'short1'],
  ['https://plex.tv/x?X-Plex-Token=%&y=1', 'short2'],
  ['{"authToken":"%"}', 'short3'],
  ['{"accessToken": "%"}', 'short4'],
  ["password = '%'", 'hunter2'],
  ['http://%@proxy:3128/', 'ada:hunter3'],
  ['Proxy-Authorization: Basic %', 'YWRhOmh1'],
  ['https://plex.tv/link/?pin=%', 'A1B2'],
  ['code=%', 'C3D4'],
  ['/pins/%', '1174342418'],
  ['https://%.plex.direct', '203-0-113-99'],
]
const around = ['%', '“%”', '(%)', 'x %, y', '[%]', '<%>', 'a: %', "'%'", '%.']
const planted = [
  ...secrets.flatMap(([, secret]) => around.map(place => ({ secret, line: place.replace('%', secret) }))),
  ...named.map(([place, secret]) => ({ secret, line: place.replace('%', secret) })),
]
const all = planted.map(({ line }) => line)

describe('a report', () => {
  const answer = (said: string, next: string | null, name = 'tray'): DoctorAnswer => ({
    checks: [{ name, result: 'warning', said, next }],
  })
  const reportOf = (what: { said?: string; next?: string | null; name?: string; log?: readonly string[] }) =>
    doctorReport(
      text,
      { answer: answer(what.said ?? '', what.next ?? null, what.name), log: what.log ?? [], known: ['KYLX'] },
      here,
    )

  it.each(planted)('has no $secret of $line in any of its fields', ({ secret, line }) => {
    for (const report of [
      reportOf({ said: line }),
      reportOf({ next: line }),
      reportOf({ name: line }),
      reportOf({ log: ['first', line] }),
    ])
      expect(report).not.toContain(secret)
  })

  it('has none of them all together', () => {
    const report = reportOf({ said: all.join(' '), next: all.join('\n'), log: [...all, all.join(' ')] })
    for (const { secret } of planted) expect(report).not.toContain(secret)
  })

  it('reads as it should', () => {
    expect(
      doctorReport(
        text,
        {
          answer: {
            checks: [
              { name: 'tray', result: 'ok', said: 'The icon is in the tray', next: null },
              {
                name: 'files',
                result: 'failed',
                said: 'Latchkey cannot read keys.json',
                next: 'Look into /home/ada/.config/Latchkey.',
              },
            ],
          },
          log: ['[2026-11-30 20:00:00.000] info Started on DESK-01'],
          known: ['', 'KYLX'],
        },
        here,
      ),
    ).toBe(
      `Latchkey’s report of itself. Tokens, keys, codes, e-mail addresses, public addresses, your home folder and this computer’s name are left out.

ok       tray: The icon is in the tray
failed   files: Latchkey cannot read keys.json
         Look into ~/.config/Latchkey.

The end of Latchkey’s log:

[2026-11-30 20:00:00.000] info Started on [computer]
`,
    )
  })
})

describe('the log', () => {
  // A code by itself is like any word: nothing writes one into the log.
  const mine = planted
    .filter(({ secret }) => secret !== 'KYLX')
    .map(({ secret, line }) => {
      const real = (told: string) =>
        told.replaceAll('/home/ada', homedir()).replaceAll(/desk-01/gi, hostname())
      return { secret: real(secret), line: real(line) }
    })

  it('has none of the same either, as a message, an error or its cause', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-report-'))
    const path = join(folder, 'latchkey.log')
    try {
      const log = openLog(path)
      for (const { line } of mine) {
        log.info(line)
        log.warn('poll missed', new Error(line))
        log.error(line, new Error('outer', { cause: new Error(line) }))
      }
      const written = readFileSync(path, 'utf8')
      expect(written.split('\n').length).toBe(mine.length * 3 + 1)
      for (const { secret } of mine) expect(written).not.toContain(secret)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
