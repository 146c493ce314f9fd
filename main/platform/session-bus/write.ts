import type { Value, Variant } from './read.ts'
import { alignment, parseSignature, type Type, WireError } from './signature.ts'

/** Writes values of these types, little-endian. Throws a `WireError` for a value of another type. */
export function writeValues(signature: string, values: readonly Value[]): Buffer {
  const parts: Buffer[] = []
  let at = 0

  function put(part: Buffer) {
    parts.push(part)
    at += part.length
  }
  const align = (to: number) => put(Buffer.alloc((to - (at % to)) % to))
  const length32 = (value: number) => put(bytes(4, part => part.writeUInt32LE(value)))

  function text(value: Value) {
    if (typeof value !== 'string' || value.includes('\0')) throw new WireError('A text is not valid')
    const encoded = Buffer.from(`${value}\0`)
    return { encoded, length: encoded.length - 1 }
  }

  function short(value: Value) {
    const { encoded, length } = text(value)
    put(Buffer.from([length]))
    put(encoded)
  }

  function one(type: Type, value: Value) {
    align(alignment(type))
    switch (type.code) {
      case 'y':
        return put(Buffer.from([number(value)]))
      case 'b':
        return length32(value === true ? 1 : 0)
      case 'i':
        return put(bytes(4, part => part.writeInt32LE(number(value))))
      case 'u':
        return length32(number(value))
      case 's':
      case 'o': {
        const { encoded, length } = text(value)
        length32(length)
        return put(encoded)
      }
      case 'g':
        return short(value)
      case 'v': {
        const { signature: inner, value: held } = value as Variant
        short(inner)
        return one(parseSignature(inner)[0]!, held)
      }
      case '(':
        return type.holds.forEach((member, index) => one(member, (value as readonly Value[])[index]!))
      case 'a':
        return array(type.holds[0]!, value)
      default:
        throw new WireError(`Nothing here sends a value of type ${type.code}`)
    }
  }

  function array(element: Type, value: Value) {
    const length = Buffer.alloc(4)
    put(length)
    align(alignment(element))
    const from = at
    if (Buffer.isBuffer(value)) put(value)
    else if (value instanceof Map) {
      for (const [key, held] of value as ReadonlyMap<Value, Value>) {
        align(8)
        one(element.holds[0]!, key)
        one(element.holds[1]!, held)
      }
    } else for (const item of value as readonly Value[]) one(element, item)
    length.writeUInt32LE(at - from)
  }

  parseSignature(signature).forEach((type, index) => one(type, values[index]!))
  return Buffer.concat(parts)
}

function number(value: Value): number {
  if (typeof value !== 'number') throw new WireError('A number is not valid')
  return value
}

function bytes(length: number, write: (part: Buffer) => void): Buffer {
  const part = Buffer.alloc(length)
  write(part)
  return part
}
