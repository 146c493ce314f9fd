import { describe, expect, it, vi } from 'vitest'
import { ManualClock } from '../../clock.fake.ts'
import { type Answer, joinLocalBus, question, returned, seven } from './local-bus.fake.ts'
import { encode, ERROR, SIGNAL } from './message.ts'
import { createSessionBus } from './session-bus.ts'

const answerTo =
  (make: (answer: Buffer) => Buffer): Answer =>
  message =>
    make(encode(returned(message, 'u', [7])))
const changed = (at: number, value: number) =>
  answerTo(answer => {
    answer.writeUInt32LE(value, at)
    return answer
  })
/** A message of so many bytes that is not for anybody. */
function long(length: number) {
  const bytes = Buffer.alloc(length)
  const head = encode({ type: SIGNAL, flags: 1, serial: 1, path: '/', interface: 'a.b', member: 'C' })
  head.copy(bytes)
  bytes.writeUInt32LE(length - head.length, 4)
  return bytes
}

describe('a question', () => {
  it.each<[string, Answer, number | string]>([
    ['the right type', seven, 7],
    ['another type', message => returned(message, 's', ['7']), 'odd-reply'],
    ['nothing', message => returned(message, '', []), 'odd-reply'],
    [
      'fewer bytes than its type has',
      answerTo(answer => {
        answer.writeUInt32LE(0, 4)
        return answer.subarray(0, -4)
      }),
      'odd-reply',
    ],
    ['an error', message => ({ ...returned(message, '', []), type: ERROR, errorName: 'a.b.No' }), 'a.b.No'],
    ['an error without a name', message => ({ ...returned(message, '', []), type: ERROR }), 'odd-reply'],
    ['a message of no byte order', changed(0, 0x01_00_02_78), 'no-bus'],
    ['a message of another version', changed(0, 0x02_00_02_6c), 'no-bus'],
    ['a message that is longer than any may be', changed(4, 0xff_ff_ff_ff), 'no-bus'],
    ['fields that are longer than any may be', changed(12, 0xff_ff_ff_f0), 'no-bus'],
    ['the end of the connection', (_message, socket) => (socket.destroy(), null), 'no-bus'],
    [
      'half a message, and then the end',
      (message, socket) => (socket.end(encode(returned(message, 'u', [7])).subarray(0, 30)), null),
      'no-bus',
    ],
    [
      'a message that is too long to be kept, first',
      answerTo(answer => Buffer.concat([long(17_000_000), answer])),
      7,
    ],
    ['a message that makes no sense, first', answerTo(answer => Buffer.concat([garbled(), answer])), 7],
    [
      'an answer to nothing, first',
      message =>
        Buffer.concat([
          encode({ ...returned(message, 'u', [6]), replySerial: 999 }),
          encode(returned(message, 'u', [7])),
        ]),
      7,
    ],
    ['two answers', answerTo(answer => Buffer.concat([answer, answer])), 7],
  ])('that is answered with %s', async (_what, answer, expected) => {
    const { asked } = await joinLocalBus(answer)
    expect(await asked()).toBe(expected)
  })

  it.each<[string, Answer]>([
    ['never', () => null],
    ['by half a message', answerTo(answer => answer.subarray(0, 20))],
    ['by a message whose length is a promise', changed(4, 100_000)],
  ])('that is answered %s is given up, and the next is asked all the same', async (_what, answer) => {
    let isFirst = true
    let heard = 0
    const { asked, clock } = await joinLocalBus((...asked) => {
      heard++
      return (isFirst ? answer : seven)(...asked)
    })
    const first = asked()
    await vi.waitFor(() => expect([heard, clock.pending]).toEqual([1, 1]))
    await clock.advance(2_000)
    expect(await first).toBe('no-reply')
    isFirst = false
    expect(await asked()).toBe(7)
    expect(clock.pending).toBe(0)
  })

  it('is understood when each byte comes alone', async () => {
    const { asked } = await joinLocalBus((message, socket) => {
      const bytes = encode(returned(message, 'u', [7]))
      const next = (at: number): unknown =>
        at < bytes.length && socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1))
      next(0)
      return null
    })
    expect(await asked()).toBe(7)
  })

  it('that nobody could send is refused without a trace', async () => {
    const { bus, asked, clock } = await joinLocalBus(seven)
    await expect(bus.ask({ ...question, signature: 's', values: ['a\0b'] })).rejects.toThrow()
    expect(await asked()).toBe(7)
    expect(clock.pending).toBe(0)
  })

  it('joins the bus anew where the connection was lost', async () => {
    const { asked, local } = await joinLocalBus(seven)
    expect(await asked()).toBe(7)
    local.drop()
    await vi.waitFor(() => expect(local.connections()).toBe(0))
    await vi.waitFor(async () => expect(await asked()).toBe(7))
  })

  it('fails at once where there is no bus, and after the end', async () => {
    const clock = new ManualClock()
    const nowhere = createSessionBus({
      environment: { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h' },
      uid: 0,
      clock,
    })
    await expect(nowhere.ask(question)).rejects.toThrow('no-bus')
    const { bus, asked, local } = await joinLocalBus(seven)
    await asked()
    bus.close()
    expect(await asked()).toBe('no-bus')
    await vi.waitFor(() => expect(local.connections()).toBe(0))
  })
})

/** Framed as a message should be; what its fields are is another matter. */
function garbled() {
  const bytes = encode({ type: SIGNAL, flags: 1, serial: 1, path: '/', interface: 'a.b', member: 'C' })
  bytes.fill(0xff, 16)
  return bytes
}
