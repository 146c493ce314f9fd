import { readValues, type Value, type Variant } from './read.ts'
import { WireError } from './signature.ts'
import { writeValues } from './write.ts'

export const CALL = 1
export const RETURN = 2
export const ERROR = 3
export const SIGNAL = 4

export const NO_REPLY_EXPECTED = 1

// dbus.freedesktop.org/doc/dbus-specification.html, "Header Fields"
const FIELDS = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const
type Text = Exclude<keyof typeof FIELDS, 'replySerial'>

export interface Message extends Readonly<Partial<Record<Text, string>>> {
  readonly type: number
  readonly flags: number
  readonly serial: number
  readonly replySerial?: number
  /** The values that `signature` lists. Read only when called; throws a `WireError` if they are not there. */
  readonly body: () => readonly Value[]
}

export type Outgoing = Omit<Message, 'body'> & { readonly values?: readonly Value[] }

const HEADER = 'yyyyuua(yv)'
const LITTLE_ENDIAN = 0x6c
const BIG_ENDIAN = 0x42

export function encode({ type, flags, serial, values = [], ...named }: Outgoing): Buffer {
  const body = writeValues(named.signature ?? '', values)
  const fields = Object.entries(FIELDS).flatMap(([name, [code, signature]]): Value[] => {
    const value = named[name as keyof typeof named]
    return value === undefined || value === '' ? [] : [[code, { signature, value }]]
  })
  const header = writeValues(HEADER, [LITTLE_ENDIAN, type, flags, 1, body.length, serial, fields])
  return Buffer.concat([header, Buffer.alloc(padding(header.length)), body])
}

/** How many bytes of a message come before the array of its fields. */
export const START = 16

/** The length of a message that starts like this. Throws a `WireError` if no message does. */
export function lengths(start: Buffer): { readonly header: number; readonly whole: number } {
  const littleEndian = isLittleEndian(start)
  const number = (at: number) => (littleEndian ? start.readUInt32LE(at) : start.readUInt32BE(at))
  if (start[3] !== 1) throw new WireError('A message is of another version')
  const fields = START + number(12)
  const header = fields + padding(fields)
  return { header, whole: header + number(4) }
}

// The name of a bus, an interface, a member or an error. dbus.freedesktop.org/doc/dbus-specification.html, "Valid
// Names"
const NAME = /^[\w.:-]{1,255}$/
const isName = (field: string) => field !== 'path' && field !== 'replySerial' && field !== 'signature'

// Has room for the longest path, names and signature. Anybody on a bus can send a header of any length, full of unknown
// fields.
const LONGEST_HEADER = 8_192

/** Reads the header of a whole message. Throws a `WireError` if it is not one. */
export function decode(bytes: Buffer): Message {
  const littleEndian = isLittleEndian(bytes)
  const { header } = lengths(bytes)
  if (header > LONGEST_HEADER) throw new WireError('A header is too long')
  const [, type, flags, , , serial, fields] = readValues(bytes.subarray(0, header), HEADER, littleEndian)
  const named: Record<string, Value> = {}
  for (const [code, { signature, value }] of fields as ReadonlyArray<readonly [number, Variant]>) {
    const field = Object.entries(FIELDS).find(([, [known]]) => known === code)
    if (field === undefined) continue
    const [name, [, expected]] = field
    if (expected !== signature) throw new WireError('A header field has another type')
    if (name in named) throw new WireError('A header field is there twice')
    if (isName(name) && !NAME.test(value as string)) throw new WireError('A name is not valid')
    named[name] = value
  }
  const signature = (named['signature'] as string | undefined) ?? ''
  return {
    ...named,
    type: type as number,
    flags: flags as number,
    serial: serial as number,
    body: () => readValues(bytes.subarray(header), signature, littleEndian),
  }
}

function isLittleEndian([first]: Buffer): boolean {
  if (first !== LITTLE_ENDIAN && first !== BIG_ENDIAN) throw new WireError('A message has no byte order')
  return first === LITTLE_ENDIAN
}

const padding = (length: number): number => (8 - (length % 8)) % 8
