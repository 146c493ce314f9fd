import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ManualClock } from '../../clock.fake.ts'
import { ends, joinLocalBus, question, returned, seven } from './local-bus.fake.ts'
import { CALL, encode, ERROR, type Outgoing, SIGNAL } from './message.ts'
import { busErrorCode } from './port.ts'
import { createSessionBus } from './session-bus.ts'

describe('a bus', () => {
  it.each<[string, string, boolean]>([
    ['refuses us', 'REJECTED EXTERNAL\r\n', false],
    ['says something else', 'HTTP/1.1 400 Bad Request\r\n\r\n', false],
    ['never ends its line', 'O'.repeat(2_000), false],
    ['says nothing', '', true],
    ['lets us in and says no more', 'OK 00\r\n', true],
  ])('that %s is no bus', async (_what, said, hangs) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-bus-'))
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.once('data', () => void socket.write(said))
    })
    await new Promise<void>(resolve => void server.listen(join(folder, 'bus'), resolve))
    ends.push(
      () => rmSync(folder, { recursive: true }),
      () => void server.close(),
    )
    const clock = new ManualClock()
    const environment = { XDG_RUNTIME_DIR: folder }
    const failed = createSessionBus({ environment, uid: 0, clock }).ask(question).catch(busErrorCode)
    if (hangs) {
      await new Promise(resolve => setTimeout(resolve, 100))
      await clock.advance(2_000)
    }
    expect(await failed).toBe('no-bus')
    expect(clock.pending).toBe(0)
  })

  it('is followed: joined, lost, and joined again, ever less often tried', async () => {
    const { bus, local, clock, asked } = await joinLocalBus(seven)
    const told: boolean[] = []
    bus.follow(joined => void told.push(joined))
    await vi.waitFor(() => expect(told).toEqual([true]))
    local.drop()
    await vi.waitFor(() => expect(told).toEqual([true, false]))
    await clock.advance(2_000)
    await vi.waitFor(() => expect(told).toEqual([true, false, true]))
    expect(await asked()).toBe(7)
    await local.stop()
    await vi.waitFor(() => expect(told).toEqual([true, false, true, false]))
    for (const wait of [2_000, 4_000, 8_000]) {
      const before = told.length
      await vi.waitFor(() => expect(clock.pending).toBe(1))
      await clock.advance(wait - 1)
      expect(told).toHaveLength(before)
      await clock.advance(1)
      await vi.waitFor(() => expect(told).toHaveLength(before + 1))
    }
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    bus.close()
    expect(clock.pending).toBe(0)
  })

  it('on which somebody calls us says that there is nothing to call', async () => {
    const { asked, local } = await joinLocalBus(seven)
    await asked()
    const call = { type: CALL, serial: 5, sender: ':1.9', path: '/', interface: 'a.b', member: 'C' }
    local.say(Buffer.concat([encode({ ...call, flags: 1 }), encode({ ...call, flags: 0, serial: 6 })]))
    await vi.waitFor(() => expect(local.heard.at(-1)?.type).toBe(ERROR))
    const { errorName, replySerial, destination } = local.heard.at(-1)!
    expect([errorName, replySerial, destination]).toEqual([
      'org.freedesktop.DBus.Error.UnknownMethod',
      6,
      ':1.9',
    ])
  })

  it.each([
    { only: { first: 'x.y' }, rule: "arg0='x.y'", hears: ['x.y'] },
    { only: { firstWithin: 'x.y' }, rule: "arg0namespace='x.y'", hears: ['x.y', 'x.y.z'] },
  ])(
    'hands on the signals that are wanted, as they are wanted, and no other: $rule',
    async ({ only, rule, hears }) => {
      const { bus, local, asked } = await joinLocalBus(message =>
        message.member === 'AddMatch' ? returned(message, '', []) : seven(message, null as never),
      )
      const heard: unknown[] = []
      bus.listen(
        { from: 'a.b', interface: 'a.b', member: 'Was', ...only, signature: 'sss' },
        signal => void heard.push(signal),
      )
      await asked()
      expect(local.heard[1]?.body()).toEqual([
        `type='signal',sender='a.b',interface='a.b',member='Was',${rule}`,
      ])
      const signal: Outgoing = {
        type: SIGNAL,
        flags: 1,
        serial: 9,
        sender: ':1.3',
        path: '/',
        interface: 'a.b',
        member: 'Was',
        signature: 'sss',
        values: ['x.y', '', ''],
      }
      const others: Outgoing[] = [
        { ...signal, member: 'Is' },
        { ...signal, interface: 'c.d' },
        { ...signal, values: ['z', '', ''] },
        { ...signal, signature: 'ss' },
        { ...signal, signature: '', values: [] },
        { ...signal, type: CALL },
      ]
      const firsts = ['x', 'x.', 'x.yz', 'w.x.y', 'x.y.z', 'x.y']
      const all = firsts.map(first => ({ ...signal, values: [first, '', ''] }))
      local.say(Buffer.concat([...others, ...all].map(encode)))
      await vi.waitFor(() =>
        expect(heard).toEqual(
          firsts
            .filter(first => hears.includes(first))
            .map(first => ({ sender: ':1.3', values: [first, '', ''] })),
        ),
      )
    },
  )

  it('that says anything at all ends no more than its connection', async () => {
    const { asked, local } = await joinLocalBus(seven)
    const whole = encode(returned({ serial: 3 } as never, 'u', [7]))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const bytes = Buffer.from(whole)
          for (const [at, value] of changes) bytes[at] = value
          local.say(Buffer.concat([bytes.subarray(0, length), Buffer.alloc(64, 0x6c)]))
          local.drop()
          await vi.waitFor(() => expect(local.connections()).toBe(0), { interval: 1 })
          await vi.waitFor(async () => expect(await asked()).toBe(7), { interval: 1 })
        },
      ),
      { numRuns: 200 },
    )
  })
})
