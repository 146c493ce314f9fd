import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Hello, LONGEST_LINE_BYTES, PROTOCOL } from '../common/access.ts'
import { Ending, Progress } from '../common/access-answers.ts'
import { countReached } from '../common/reached.fake.ts'
import { answers } from '../main/access/answers.ts'
import { type Answered, createConnections } from '../main/access/connection.ts'
import { done, refused, troubled } from '../main/access/ending.ts'
import { fuzz } from './fuzz.ts'
import { struck } from './json.ts'

/** One end of a connection, which a test speaks into. */
function createCaller() {
  const written: string[] = []
  const caller = Object.assign(new EventEmitter(), {
    destroyed: false,
    writableEnded: false,
    writableNeedDrain: false,
    unref() {},
    resume() {},
    write: (text: string) => written.push(text) > 0,
    end(text: string) {
      caller.writableEnded = true
      if (text !== '') written.push(text)
    },
    destroy() {
      caller.destroyed = true
      caller.emit('close')
    },
  })
  return { caller, written }
}

let answering: () => Promise<Answered>
const heard: unknown[] = []
const reports: string[] = []
const connections = createConnections({
  clock: { now: () => 0, calendar: () => 0, at: () => () => {} },
  version: '1.2.3',
  answer(ask, { tell }) {
    heard.push(ask)
    for (const progress of said) tell(progress as Progress)
    return answering()
  },
  report: what => void reports.push(what),
})
let said: readonly unknown[] = []

/** What comes back for these pieces of what a caller says. */
async function backFor(pieces: readonly Buffer[]) {
  const { caller, written } = createCaller()
  connections.serve(caller as never)
  for (const piece of pieces) if (!caller.destroyed) caller.emit('data', piece)
  await Promise.resolve()
  await Promise.resolve()
  await Promise.resolve()
  caller.emit('close')
  return written
}

const wanted = {
  name: 'Kometa',
  preset: 'kometa',
  server: 'Attic',
  terminal: true,
  remote: false,
  waits: true,
}
const asks = [
  { ask: 'status' },
  { ask: 'servers', probe: false },
  { ask: 'keys' },
  {
    ask: 'key',
    ...wanted,
    once: false,
    program: { path: '/opt/kometa.py', command: ['kometa.py', '--run'] },
  },
  { ask: 'key', ...wanted, preset: null, server: null, once: true, program: null },
  { ask: 'add-key', ...wanted, program: '/opt/kometa.py', write: null },
  { ask: 'revoke-key', name: 'Kometa' },
  { ask: 'sign-in', open: true },
  { ask: 'sign-out', keys: true },
  { ask: 'doctor' },
]
const lines = asks.map(ask => JSON.stringify({ protocol: PROTOCOL, version: '1.2.3', ask }))

const line = fc.oneof(
  { weight: 4, arbitrary: struck(lines).map(value => JSON.stringify(value) ?? 'undefined') },
  { weight: 1, arbitrary: fc.constantFrom(...lines) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
)
/** A line, cut into pieces, with something missing or too much here and there. */
const talks = fc
  .record({
    line,
    end: fc.oneof(
      { weight: 6, arbitrary: fc.constant('\n') },
      fc.constantFrom('', '\r\n', '\n\n', '\n{', '\0\n'),
    ),
    cuts: fc.array(fc.nat({ max: 300 }), { maxLength: 3 }),
    bytes: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.uint8Array({ maxLength: 100 })),
  })
  .map(({ line: text, end, cuts, bytes }) => {
    const all = Buffer.concat([Buffer.from(bytes ?? []), Buffer.from(text + end)])
    const at = [
      0,
      ...cuts.map(cut => Math.min(cut, all.length)).toSorted((one, other) => one - other),
      all.length,
    ]
    return {
      all,
      pieces: at
        .slice(1)
        .map((to, index) => all.subarray(at[index], to))
        .filter(({ length }) => length > 0),
    }
  })

/** What a line asks for by the protocol; undefined if nothing can be made of it. Told apart from the product's reading. */
function properIn(pieces: readonly Buffer[]): unknown {
  const first = pieces.findIndex(piece => piece.includes(0x0a))
  // What comes later ends the connection, after that line was heard.
  const piece = pieces[first]
  if (piece === undefined || piece.indexOf(0x0a) !== piece.length - 1) return undefined
  try {
    const hello: unknown = JSON.parse(Buffer.concat(pieces.slice(0, first + 1)).toString('utf8'))
    return v.is(Hello, hello) ? hello.ask : undefined
  } catch {
    return undefined
  }
}

describe('the socket of the commands', () => {
  const reached = {
    asked: countReached(),
    refused: countReached(),
    done: countReached(),
    told: countReached(),
  }

  fuzz('what is asked', talks, async ({ pieces }) => {
    heard.length = 0
    said = []
    answering = async () => ({ ending: refused('failed') })
    const back = await backFor(pieces)
    const proper = properIn(pieces)
    expect(heard).toEqual(proper === undefined ? [] : [proper])
    expect(back.length).toBeLessThanOrEqual(1)
    for (const text of back) expect(v.is(Ending, JSON.parse(text))).toBe(true)
    if (proper !== undefined) reached.asked.again()
    else if (back.length === 1) reached.refused.again()
  })

  const key = {
    name: 'Kometa',
    key: 'XXXXXXXXXXXXXXXXXXXX',
    identifier: '4e700000-0000-4000-8000-000000000001',
    deviceName: 'Kometa (DESK-01)',
    product: 'Kometa',
    preset: null,
    server: {
      name: 'Attic',
      addresses: [{ url: 'http://192.168.1.20:32400', reach: 'home', answers: null }],
    },
  }
  const answered = [
    { ask: { ask: 'keys' }, ending: done({ keys: [] }) },
    { ask: asks[3], ending: done(key) },
    { ask: { ask: 'sign-in', open: true }, ending: done({ account: { name: 'Ada' }, kept: 'keychain' }) },
    { ask: { ask: 'sign-out', keys: true }, ending: done({ revoked: 'done', keys: 'kept' }) },
    {
      ask: { ask: 'revoke-key', name: 'Kometa' },
      ending: done({ revoked: 'owed', files: ['/home/ada/config.ini'], remains: null }),
    },
    { ask: { ask: 'status' }, ending: troubled('keychain-locked') },
    { ask: asks[4], ending: refused('nobody-to-ask', 'latchkey keys add Kometa') },
  ]
  const progresses = [
    { progress: 'asking', remainingMs: 60_000 },
    { progress: 'queued', remainingMs: 30_000 },
    { progress: 'waiting', problem: null },
    {
      progress: 'code',
      code: 'KYLX',
      link: 'https://plex.tv/link/?pin=KYLX',
      remainingMs: 1_000,
      problem: 'service',
    },
  ]
  const spoken = fc.record({
    of: fc.constantFrom(...answered).chain(({ ask, ending }) =>
      fc.record({
        ask: fc.oneof({ weight: 4, arbitrary: fc.constant(ask) }, fc.constantFrom(...asks)),
        ending: fc.oneof({ weight: 6, arbitrary: struck([JSON.stringify(ending)]) }, fc.anything()),
      }),
    ),
    progress: fc.array(struck(progresses.map(each => JSON.stringify(each))), { maxLength: 2 }),
    stays: fc.boolean(),
  })

  fuzz('what is answered', spoken, async ({ of: { ask, ending }, progress, stays }) => {
    said = progress
    answering = async () => ({ ending: ending as Ending, stays })
    const back = await backFor([
      Buffer.from(`${JSON.stringify({ protocol: PROTOCOL, version: '1.2.3', ask })}\n`),
    ])
    const read = back.map(text => {
      expect(text.indexOf('\n')).toBe(text.length - 1)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LONGEST_LINE_BYTES)
      return JSON.parse(text) as unknown
    })
    const last = read.pop()
    expect(read.every(each => v.is(Progress, each))).toBe(true)
    if (read.length > 0) reached.told.again()
    if (!v.is(Ending, last)) throw new Error(`Not an ending: ${JSON.stringify(last)}`)
    if (last.end === 'done') {
      expect(v.is(answers[(ask as { ask: keyof typeof answers }).ask], last.data)).toBe(true)
      reached.done.again()
    }
  })

  it('was reached often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(20)
  })
})
