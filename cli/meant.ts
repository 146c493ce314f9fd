import { resolve } from 'node:path'
import { isReadable, readable } from '../common/readable.ts'
import { usage } from './failure.ts'
import { type Value, values } from './verbs.ts'

/** As long as the app takes them, in UTF-16 units. */
const LONGEST_NAME = 200
const LONGEST_PATH = 4_096

/**
 * A text that was given, as the app takes it. Throws a `Failure` if it cannot be what is wanted: nothing is cut off or
 * replaced that somebody could miss.
 * @param place where it was given: `--for`, or the name of an argument
 */
export function meant(kind: Value, text: string, place: string): string {
  const possible = values[kind]
  if (text === '') throw usage('value', place)
  if (possible === null) return line(text, place)
  if (possible === 'files' && resolve(text).length > LONGEST_PATH) throw usage('path-too-long', place)
  if (typeof possible === 'string' || possible.some(one => one === text)) return text
  throw usage('value', place.startsWith('-') ? `${place} ${text}` : text)
}

/** Names are lines. */
function line(text: string, place: string): string {
  const shown = isReadable(text) ? readable(text, text.length) : null
  if (shown === null) throw usage('unreadable', place)
  if (shown.length > LONGEST_NAME) throw usage('name-too-long', place)
  return shown
}
