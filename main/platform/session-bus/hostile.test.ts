import { describe, expect, it, vi } from 'vitest'
import { joinLocalBus, question, returned, seven } from './local-bus.fake.ts'
import { encode, ERROR, lengths, type Message, type Outgoing, RETURN, SIGNAL, START } from './message.ts'
import type { Value } from './read.ts'
import { writeValues } from './write.ts'

const together = (...messages: Outgoing[]) => Buffer.concat(messages.map(encode))
const error = (message: Message, errorName: string): Outgoing => ({
  ...returned(message, '', []),
  type: ERROR,
  errorName,
})

/** The same message with so many fields more, of sixteen bytes each, which nobody has to know. */
function withFields(message: Outgoing, count: number): Buffer {
  const bytes = encode(message)
  const { header } = lengths(bytes)
  const unknown: Value = [200, { signature: 's', value: 'x' }]
  const more = writeValues('a(yv)', [Array.from({ length: count }, () => unknown)]).subarray(8)
  const whole = Buffer.concat([bytes.subarray(0, header), more])
  whole.writeUInt32LE(whole.length - START, 12)
  return Buffer.concat([whole, Buffer.alloc((8 - (whole.length % 8)) % 8), bytes.subarray(header)])
}

describe('an answer that somebody else gives', () => {
  it.each<[string, (message: Message) => Outgoing]>([
    ['another member of the bus', message => ({ ...returned(message, 'u', [6]), sender: ':1.66' })],
    ['one who calls itself by the name', message => ({ ...returned(message, 'u', [6]), sender: 'a.b' })],
    ['nobody', message => ({ ...returned(message, 'u', [6]), sender: '' })],
    [
      'the bus in the place of a service',
      message => ({ ...returned(message, 'u', [6]), sender: 'org.freedesktop.DBus' }),
    ],
    ['another member, an error', message => ({ ...error(message, 'x.y.Forged'), sender: ':1.66' })],
  ])('is not heard: %s', async (_who, forged) => {
    const { asked } = await joinLocalBus(message => together(forged(message), returned(message, 'u', [7])))
    expect(await asked()).toBe(7)
  })

  it('is not waited for when it is all that comes', async () => {
    let heard = 0
    const { asked, clock } = await joinLocalBus(message => {
      heard++
      return { ...returned(message, 'u', [6]), sender: ':1.66' }
    })
    const answer = asked()
    await vi.waitFor(() => expect([heard, clock.pending]).toEqual([1, 1]))
    await clock.advance(2_000)
    expect(await answer).toBe('no-reply')
  })

  it.each([-1, 1, 4_294_967_295, 0])('is not heard with another number: %i', async away => {
    const { asked } = await joinLocalBus(message => {
      const replySerial = away === 0 ? 0 : (message.serial + away) >>> 0
      return together({ ...returned(message, 'u', [6]), replySerial }, returned(message, 'u', [7]))
    })
    expect(await asked()).toBe(7)
  })

  it.each([
    [400, 6],
    [600, 7],
  ])('is not read where its header is longer than any has to be: %i unknown fields', async (count, heard) => {
    const { asked } = await joinLocalBus(message =>
      Buffer.concat([withFields(returned(message, 'u', [6]), count), encode(returned(message, 'u', [7]))]),
    )
    expect(await asked()).toBe(heard)
  })

  it('is heard of the bus, that somebody is gone', async () => {
    const gone = 'org.freedesktop.DBus.Error.NoReply'
    const { asked } = await joinLocalBus(message => ({
      ...error(message, gone),
      sender: 'org.freedesktop.DBus',
    }))
    expect(await asked()).toBe(gone)
  })

  it('is not heard either to the question of who has the name', async () => {
    const { asked } = await joinLocalBus(seven, undefined, {
      GetNameOwner: message =>
        together({ ...returned(message, 's', [':1.66']), sender: ':1.66' }, returned(message, 's', [':1.1'])),
    })
    expect(await asked()).toBe(7)
  })
})

describe('a name on the bus', () => {
  it.each<[string, Value]>([
    ['no unique one', 'a.b'],
    ['nothing', ''],
    ['a switch', '--address=unixexec:path=/bin/sh'],
    ['one without end', `:1.${'1'.repeat(300)}`],
  ])('that is said to belong to %s is not asked', async (_what, owner) => {
    const { asked, local } = await joinLocalBus(seven, undefined, {
      GetNameOwner: message => returned(message, 's', [owner]),
    })
    expect(await asked()).toBe('odd-reply')
    expect(local.heard.filter(({ member }) => member === question.member)).toEqual([])
  })

  const nobody = (message: Message) => error(message, 'org.freedesktop.DBus.Error.NameHasNoOwner')
  const started = (message: Message) => returned(message, 'u', [1])

  it('of nobody is started, where it may be', async () => {
    const owners = [nobody, (message: Message) => returned(message, 's', [':1.1'])]
    const { asked, local } = await joinLocalBus(seven, undefined, {
      GetNameOwner: message => owners.shift()!(message),
      StartServiceByName: started,
    })
    expect(await asked()).toBe(7)
    expect(local.heard.map(({ member }) => member)).toEqual([
      'Hello',
      'GetNameOwner',
      'StartServiceByName',
      'GetNameOwner',
      'Get',
    ])
    expect(local.heard[2]!.body()).toEqual(['a.b', 0])
  })

  it('of nobody is not started where it is not to be', async () => {
    const { bus, local } = await joinLocalBus(seven, undefined, {
      GetNameOwner: nobody,
      StartServiceByName: started,
    })
    await expect(bus.ask({ ...question, start: false })).rejects.toThrow('NameHasNoOwner')
    expect(local.heard.map(({ member }) => member)).not.toContain('StartServiceByName')
  })

  it.each(['ServiceUnknown', 'Spawn.ExecFailed'])('that cannot be started fails with %s', async code => {
    const { asked } = await joinLocalBus(seven, undefined, {
      GetNameOwner: nobody,
      StartServiceByName: message => error(message, `org.freedesktop.DBus.Error.${code}`),
    })
    expect(await asked()).toBe(`org.freedesktop.DBus.Error.${code}`)
  })

  it('of nobody, started in vain, is one question that ends in time', async () => {
    let starts = 0
    const { asked, clock } = await joinLocalBus(seven, undefined, {
      GetNameOwner: nobody,
      StartServiceByName: () => (starts++, null),
    })
    const answer = asked()
    await vi.waitFor(() => expect([starts, clock.pending]).toEqual([1, 1]))
    await clock.advance(2_000)
    expect(await answer).toBe('no-reply')
  })
})

describe('what never ends', () => {
  it('holds up no answer: ten thousand signals, each of them nonsense', async () => {
    const nonsense = encode({
      type: SIGNAL,
      flags: 1,
      serial: 1,
      sender: ':1.66',
      path: '/',
      interface: 'a.b',
      member: 'C',
    })
    const { asked } = await joinLocalBus(message =>
      Buffer.concat([...Array.from({ length: 10_000 }, () => nonsense), encode(returned(message, 'u', [7]))]),
    )
    expect(await asked()).toBe(7)
  })

  it('holds up no answer: calls to us without end, which are refused', async () => {
    const call = encode({
      type: 1,
      flags: 0,
      serial: 9,
      sender: ':1.66',
      path: '/',
      interface: 'a.b',
      member: 'C',
    })
    const { asked } = await joinLocalBus(message =>
      Buffer.concat([...Array.from({ length: 1_000 }, () => call), encode(returned(message, 'u', [7]))]),
    )
    expect(await asked()).toBe(7)
  })
})

describe('a message', () => {
  const message = (): Outgoing => ({ type: RETURN, flags: 1, serial: 5, replySerial: 3, sender: ':1.1' })
  it.each<[string, Partial<Outgoing>]>([
    ['a sender with a line break', { sender: ':1.1\n' }],
    ['a sender without end', { sender: `:${'1'.repeat(300)}` }],
    ['an error that is a sentence', { errorName: 'No such thing' }],
    ['an interface with escapes', { interface: 'a.\u001b[2J' }],
    ['a member in other letters', { member: 'Gét' }],
  ])('with %s is none', async (_what, odd) => {
    const { decode } = await import('./message.ts')
    expect(() => decode(encode({ ...message(), ...odd }))).toThrow()
    expect(decode(encode(message()))).toMatchObject({ replySerial: 3 })
  })
})
