import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { english } from '../common/english.fake.ts'
import { countReached } from '../common/reached.fake.ts'
import { commandAt } from '../common/command-at.ts'
import { Failure } from '../cli/failure.ts'
import { createLines } from '../cli/lines.ts'
import { parse } from '../cli/parse.ts'
import { pipeIn, proving } from '../cli/pipe.ts'
import { readMessage } from '../cli/read-message.ts'
import { optionNames, verbNames } from '../cli/verbs.ts'
import { unmarked } from '../cli/line-breaks.ts'
import { wordsFor } from '../cli/words.ts'
import { isProven, newPipe, notePipe, proofOf } from '../main/access/pipe.ts'
import { fuzz } from './fuzz.ts'
import { bytes } from './json.ts'

const samples = [
  { progress: 'asking', remainingMs: 60_000 },
  { progress: 'queued', remainingMs: 30_000 },
  { progress: 'waiting', problem: 'offline' },
  {
    progress: 'code',
    code: 'AB12',
    link: 'https://plex.tv/link/?pin=AB12',
    remainingMs: 899_000,
    problem: null,
  },
  { end: 'done', data: { keys: [] } },
  { end: 'refused', exit: 'not-allowed', reason: 'not-now', detail: 'Kometa', data: null },
].map(message => JSON.stringify(message))

const LONGEST = 150

describe('what an app says', () => {
  const reached = { said: countReached(), nonsense: countReached(), tooLong: countReached() }
  const input = fc.record({
    lines: fc.array(bytes(samples), { minLength: 1, maxLength: 3 }),
    size: fc.integer({ min: 1, max: 3_000 }),
  })

  fuzz('in whatever pieces it comes', input, ({ lines, size }) => {
    const whole = Buffer.concat(lines.flatMap(line => [line, Buffer.from('\n')]))
    const heard: string[] = []
    let ended = 0
    const hear = createLines(
      LONGEST,
      line => heard.push(line),
      () => ended++,
    )
    for (let at = 0; at < whole.length; at += size) hear(whole.subarray(at, at + size))
    const expected = whole.toString('latin1').split('\n').slice(0, -1)
    const end = expected.findIndex(line => line.length >= LONGEST)
    const before = end < 0 ? expected : expected.slice(0, end)
    expect(heard).toEqual(before.map(line => Buffer.from(line, 'latin1').toString('utf8')))
    expect(ended).toBe(end < 0 ? 0 : 1)
    if (ended > 0) reached.tooLong.again()
    for (const line of heard) {
      const message = readMessage(line)
      if (message === undefined) {
        reached.nonsense.again()
        continue
      }
      reached.said.again()
      expect(JSON.parse(JSON.stringify(message))).toEqual(JSON.parse(JSON.stringify(JSON.parse(line))))
      if ('end' in message && message.end === 'refused') {
        const { reason, exit, detail } = message
        const words = unmarked(wordsFor(english, new Failure(reason, exit, { detail: detail ?? '' }), 'run'))
        expect(words).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
      }
    }
  })

  it('was understood, refused and cut off often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(20)
  })
})

describe('a command line', () => {
  const reached = { understood: countReached(), refused: countReached() }
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...verbNames.flatMap(name => name.split(' '))) },
    { weight: 6, arbitrary: fc.constantFrom(...optionNames.map(name => `--${name}`)) },
    { weight: 3, arbitrary: fc.constantFrom('--', '-', '', '-h', 'Kometa', 'kometa', 'bash', '--as=kometa') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  )

  fuzz('of any words', fc.array(word, { maxLength: 7 }), command => {
    const at = commandAt(command)
    try {
      const { verb, program } = parse(command)
      reached.understood.again()
      expect(verbNames).toContain(verb)
      if (program.length > 0) expect(command.slice(-program.length)).toEqual(program)
      // Nothing is a start and a verb.
      expect(at).toBe(0)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      reached.refused.again()
      expect(error.exit).toBe('usage')
      expect(unmarked(wordsFor(english, error, command[0] ?? ''))).toMatch(/^\P{Cc}+$/u)
    }
  })

  it('was understood and refused often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(20)
  })
})

it('the pipe that an app notes is found by a command, whatever its name and secret are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pipe-'))
  for (let run = 0; run < 50; run++) {
    const pipe = newPipe()
    notePipe(folder, pipe)
    expect(pipeIn(folder)).toEqual(pipe)
    // Both sides prove the same.
    const { pipe: said, isProven: isApp } = proving(pipe.secret)
    const proof = proofOf(pipe.secret, 'app', said?.nonce ?? '')
    expect([isProven(said, pipe.secret), isApp(JSON.stringify({ proof })), isApp('{}')]).toEqual([
      true,
      true,
      false,
    ])
  }
  rmSync(folder, { recursive: true })
})
