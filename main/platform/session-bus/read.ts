import { isUtf8 } from 'node:buffer'
import { alignment, DEEPEST, parseSignature, type Type, WireError } from './signature.ts'

/** A value with its type. */
export interface Variant {
  readonly signature: string
  readonly value: Value
}

/** `ay` is a Buffer. A dict is a Map, since names from outside must not become names of properties. */
export type Value =
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | Variant
  | readonly Value[]
  | ReadonlyMap<Value, Value>

// A keychain may list tens of thousands of items. More would only delay the app.
const MOST_VALUES = 200_000
const OBJECT_PATH = /^\/(?:\w+(?:\/\w+)*)?$/
const LONGEST_PATH = 4_096

/**
 * Reads values of these types, one after the other. Throws a `WireError` if the bytes do not hold them, by every rule
 * of dbus.freedesktop.org/doc/dbus-specification.html, "Marshaling", that makes a difference to the values.
 */
export function readValues(bytes: Buffer, signature: string, littleEndian: boolean): readonly Value[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let values = 0

  function take(length: number): number {
    const from = at
    at += length
    if (at > bytes.length) throw new WireError('A message ends too early')
    return from
  }
  const align = (to: number) => void take((to - (at % to)) % to)
  const length32 = () => view.getUint32(take(4), littleEndian)

  function text(length: number): string {
    const from = take(length + 1)
    const written = bytes.subarray(from, from + length)
    if (bytes[from + length] !== 0 || written.includes(0) || !isUtf8(written)) {
      throw new WireError('A text is not valid')
    }
    return written.toString()
  }

  function types(): string {
    const written = text(view.getUint8(take(1)))
    parseSignature(written)
    return written
  }

  function boolean(): boolean {
    const written = length32()
    if (written > 1) throw new WireError('A boolean is not valid')
    return written === 1
  }

  function one(type: Type, depth: number): Value {
    if (depth > DEEPEST || ++values > MOST_VALUES)
      throw new WireError('A message is too deep or has too many values')
    align(alignment(type))
    switch (type.code) {
      case 'y':
        return view.getUint8(take(1))
      case 'b':
        return boolean()
      case 'n':
        return view.getInt16(take(2), littleEndian)
      case 'q':
        return view.getUint16(take(2), littleEndian)
      case 'i':
        return view.getInt32(take(4), littleEndian)
      case 'u':
      case 'h':
        return length32()
      case 'x':
        return view.getBigInt64(take(8), littleEndian)
      case 't':
        return view.getBigUint64(take(8), littleEndian)
      case 'd':
        return view.getFloat64(take(8), littleEndian)
      case 's':
        return text(length32())
      case 'o':
        return objectPath(text(length32()))
      case 'g':
        return types()
      case 'v':
        return variant(depth)
      case '(':
        return type.holds.map(member => one(member, depth + 1))
      default:
        return array(type.holds[0]!, depth)
    }
  }

  function variant(depth: number): Variant {
    const signature = text(view.getUint8(take(1)))
    const [type, ...others] = parseSignature(signature)
    if (type === undefined || others.length > 0) throw new WireError('A variant holds not one value')
    return { signature, value: one(type, depth + 1) }
  }

  function array(element: Type, depth: number): Value {
    const length = length32()
    align(alignment(element))
    const from = take(length)
    const end = at
    if (element.code === 'y') return Buffer.from(bytes.subarray(from, end))
    at = from
    const items: Value[] = []
    const entries = new Map<Value, Value>()
    while (at < end) {
      if (element.code === '{') {
        align(8)
        const key = one(element.holds[0]!, depth + 1)
        if (entries.has(key)) throw new WireError('A dict says two things of one key')
        entries.set(key, one(element.holds[1]!, depth + 1))
      } else items.push(one(element, depth + 1))
    }
    if (at !== end) throw new WireError('An array ends within a value')
    return element.code === '{' ? entries : items
  }

  return parseSignature(signature).map(type => one(type, 0))
}

function objectPath(path: string): string {
  if (path.length > LONGEST_PATH || !OBJECT_PATH.test(path))
    throw new WireError('An object path is not valid')
  return path
}
