import fc from 'fast-check'
import { createFrames } from '../main/platform/session-bus/frames.ts'
import {
  decode,
  encode,
  ERROR,
  type Message,
  type Outgoing,
  RETURN,
  SIGNAL,
} from '../main/platform/session-bus/message.ts'
import type { Value, Variant } from '../main/platform/session-bus/read.ts'
import { parseSignature, type Type, WireError } from '../main/platform/session-bus/signature.ts'

const login = '/org/freedesktop/secrets/collection/login'
const locked = (value: boolean): Value =>
  new Map<Value, Value>([
    ['Label', { signature: 's', value: 'Lögin' }],
    ['Locked', { signature: 'b', value }],
    ['Items', { signature: 'ao', value: [`${login}/1`] }],
    ['Created', { signature: 'u', value: 1_700_000_000 }],
  ])

const collections: Value = new Map<Value, Value>([
  ['Collections', { signature: 'ao', value: [login, '/org/freedesktop/secrets/collection/session'] }],
])

/** Answers that a bus may bring, by signature. */
const bodies: ReadonlyArray<readonly [string, readonly Value[]]> = [
  ['o', [login]],
  ['o', ['/']],
  ['a{sv}', [locked(false)]],
  ['a{sv}', [locked(true)]],
  ['a{sv}', [collections]],
  ['aoao', [[`${login}/1`], []]],
  ['aoao', [[], [`${login}/1`, `${login}/2`]]],
  ['v', [{ signature: 'b', value: true }]],
  ['us', [7, 'default']],
  ['sss', ['org.kde.StatusNotifierWatcher', '', ':1.5']],
  ['as', [['actions', 'body-markup']]],
  ['v', [{ signature: '(iiibiiay)', value: [1, 2, 4, true, 8, 4, Buffer.from([1, 2, 3])] }]],
]

const messages: readonly Outgoing[] = bodies.flatMap(([signature, values]) => {
  const common = { flags: 1, serial: 5, sender: ':1.1', signature, values }
  return [
    { ...common, type: RETURN, replySerial: 3 },
    { ...common, type: ERROR, replySerial: 3, errorName: 'org.freedesktop.DBus.Error.NoReply' },
    { ...common, type: SIGNAL, path: '/a', interface: 'a.b', member: 'Was' },
  ]
})

const change = fc.record({
  at: fc.nat({ max: 400 }),
  how: fc.constantFrom('set', 'set', 'set', 'set', 'set', 'set', 'cut', 'put'),
  byte: fc.oneof(
    fc.nat({ max: 255 }),
    fc.constantFrom(0, 1, 0xff, 0x7f, 0x6c, 0x42, ...Buffer.from('obsvag({/}')),
  ),
})

// As many are left whole as not: what is behind them is to be reached as well.
const changes = fc.oneof(fc.constant([]), fc.array(change, { minLength: 1, maxLength: 4 }))

/** Bytes that were a message of these once: some changed, cut out, put in, or left as they are. */
const struck = (of: readonly Outgoing[]): fc.Arbitrary<Buffer> => {
  const whole = of.map(encode)
  return fc.tuple(fc.constantFrom(...whole), changes).map(([message, changes]) =>
    changes.reduce((bytes, { at, how, byte }) => {
      const place = at % (bytes.length + 1)
      if (how === 'put')
        return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)])
      if (how === 'cut') return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)])
      const changed = Buffer.from(bytes)
      if (place < changed.length) changed[place] = byte
      return changed
    }, message),
  )
}

export const anyMessages = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(struck(messages), { minLength: 1, maxLength: 3 }).map(parts => Buffer.concat(parts)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)) },
)

const returns = messages.filter(({ type }) => type === RETURN)

/** Answers that were of this signature once. */
export const answersOf = (signature: string): fc.Arbitrary<Buffer> =>
  struck(returns.filter(({ signature: its }) => its === signature))

const told = (values: Outgoing['values']) => values?.[0]

/** Answers that once were what the Secret Service says of itself; most still are. */
export const collectionsToldOf: fc.Arbitrary<Buffer> = usuallyWhole(
  returns.filter(({ values }) => told(values) === collections),
)

/** Answers that once were what it says of a keyring; most still are. */
export const keyringsToldOf: fc.Arbitrary<Buffer> = usuallyWhole(
  returns.filter(({ signature, values }) => signature === 'a{sv}' && told(values) !== collections),
)

function usuallyWhole(of: readonly Outgoing[]): fc.Arbitrary<Buffer> {
  const whole = fc.constantFrom(...of.map(encode))
  return fc.oneof({ weight: 1, arbitrary: whole }, { weight: 1, arbitrary: struck(of) })
}

/** What a client that was let in reads of these bytes, which come in parts. Throws a `WireError` where it ends there. */
export function read(bytes: Buffer, parts: readonly number[] = []): Message[] {
  const read: Message[] = []
  const frames = createFrames({
    uid: 0,
    accepted: () => undefined,
    receive(message) {
      try {
        read.push(decode(message))
      } catch (error) {
        // It is dropped.
        if (!(error instanceof WireError)) throw error
      }
    },
  })
  frames.take(Buffer.from('OK 00\r\n'))
  let at = 0
  for (const part of parts) {
    frames.take(bytes.subarray(at, at + part))
    at += part
  }
  frames.take(bytes.subarray(at))
  return read
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  y: [0, 255],
  n: [-32_768, 32_767],
  q: [0, 65_535],
  i: [-(2 ** 31), 2 ** 31 - 1],
  u: [0, 2 ** 32 - 1],
  h: [0, 2 ** 32 - 1],
}

/** Whether a value is one of its type, as others of the app take it to be. */
export function isOf({ code, holds }: Type, value: unknown): boolean {
  const [first] = holds
  const range = RANGES[code]
  if (range !== undefined)
    return Number.isInteger(value) && (value as number) >= range[0] && (value as number) <= range[1]
  switch (code) {
    case 'b':
      return typeof value === 'boolean'
    case 'x':
    case 't':
      return typeof value === 'bigint'
    case 'd':
      return typeof value === 'number'
    case 'o':
      return (
        typeof value === 'string' &&
        value.length <= 4_096 &&
        /^\/[\w/]*$/.test(value) &&
        !value.includes('//')
      )
    case 's':
    case 'g':
      return typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
    case 'v': {
      const { signature, value: held } = value as Variant
      const [type, ...others] = parseSignature(signature)
      return type !== undefined && others.length === 0 && isOf(type, held)
    }
    case '(':
      return Array.isArray(value) && holds.every((member, index) => isOf(member, value[index]))
    default:
      if (first!.code === 'y') return Buffer.isBuffer(value)
      if (first!.code !== '{') return Array.isArray(value) && value.every(item => isOf(first!, item))
      return (
        value instanceof Map &&
        [...value].every(([key, held]) => isOf(first!.holds[0]!, key) && isOf(first!.holds[1]!, held))
      )
  }
}
