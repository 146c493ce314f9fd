import { lengths, START } from './message.ts'
import { WireError } from './signature.ts'

interface Options {
  readonly uid: number
  /** The bus let us in. */
  readonly accepted: () => void
  /** Called with each whole message. */
  readonly receive: (message: Buffer) => void
}

const LONGEST_LINE = 1_024
const LONGEST_MESSAGE = 2 ** 24
// dbus.freedesktop.org/doc/dbus-specification.html, "Message Protocol"
const LONGEST_ALLOWED = 2 ** 27

/** Cuts the bytes from a bus into messages. A message that is too long is skipped as it comes. */
export function createFrames({ uid, accepted, receive }: Options) {
  let isIn = false
  let parts: Buffer[] = []
  let kept = 0
  let wanted = 1
  let skipped = 0

  function take(bytes: Buffer): Buffer | undefined {
    const rest = bytes.subarray(Math.min(skipped, bytes.length))
    skipped -= bytes.length - rest.length
    if (rest.length === 0) return undefined
    parts.push(rest)
    kept += rest.length
    // Joined only when there is enough, since each byte may come alone.
    if (kept < wanted) return undefined
    let all = Buffer.concat(parts)
    let answer: Buffer | undefined
    if (!isIn) {
      const end = all.indexOf('\r\n')
      if (end < 0 && all.length > LONGEST_LINE) throw new WireError('A line is too long')
      if (end < 0) return keep(all, all.length + 1)
      if (!all.subarray(0, 3).equals(Buffer.from('OK '))) throw new WireError('The bus refused us')
      all = all.subarray(end + 2)
      isIn = true
      answer = Buffer.from('BEGIN\r\n')
      queueMicrotask(accepted)
    }
    whole(all)
    return answer
  }

  function whole(bytes: Buffer) {
    let left = bytes
    while (left.length >= START) {
      const { whole: length } = lengths(left)
      if (length > LONGEST_ALLOWED) throw new WireError('A message is longer than any may be')
      if (length > LONGEST_MESSAGE) {
        skipped = Math.max(0, length - left.length)
        left = left.subarray(Math.min(length, left.length))
        continue
      }
      if (left.length < length) return keep(left, length)
      receive(left.subarray(0, length))
      left = left.subarray(length)
    }
    return keep(left, START)
  }

  function keep(bytes: Buffer, until: number): undefined {
    parts = bytes.length === 0 ? [] : [bytes]
    kept = bytes.length
    wanted = until
  }

  return {
    greeting: Buffer.from(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`),
    take,
    isWithinMessage: () => kept > 0 || skipped > 0,
  }
}
