import { padded, words } from '../platform/x11/encoding.ts'

// x.org/releases/current/doc/xproto/x11protocol.html
const ATOM = 4
const INTEGER = 19
const CHANGE_PROPERTY = 18
const SEND_EVENT = 25
const SELECTION_NOTIFY = 31

/** What a request that changes a property holds besides the text. */
export const REQUEST_BYTES = 24

/** KDE's, which other clipboard managers know too: what is beside it is not to be kept (phabricator.kde.org/D12539). */
const HINT = 'x-kde-passwordManagerHint'
const PLAIN = ['UTF8_STRING', 'TEXT', 'text/plain', 'text/plain;charset=utf-8'] as const

/** All names that are said to an X server about a text on its clipboard. */
export const NAMES = ['CLIPBOARD', 'TARGETS', 'TIMESTAMP', 'STRING', HINT, ...PLAIN] as const

export type Names = ReadonlyMap<string, number>

export interface Held {
  readonly text: string
  /** The server's time at which the clipboard became ours. */
  readonly time: number
}

/** A SelectionRequest: somebody asks for what is on the clipboard, in one form. */
export interface Asked {
  readonly time: number
  readonly requestor: number
  readonly selection: number
  readonly target: number
  readonly property: number
}

export function readAsked(event: Buffer): Asked & { readonly owner: number } {
  const [time = 0, owner = 0, requestor = 0, selection = 0, target = 0, property = 0] = [
    4, 8, 12, 16, 20, 24,
  ].map(at => event.readUInt32LE(at))
  // ICCCM 2.2: programs of old leave the property out.
  return { time, owner, requestor, selection, target, property: property === 0 ? target : property }
}

interface Value {
  readonly type: number
  readonly format: 8 | 32
  readonly data: Buffer
}

/**
 * What the clipboard is in this form; null if it is not to be had in it. Several forms in one question (MULTIPLE) and
 * handing the text on (SAVE_TARGETS) are not.
 */
export function valueOf({ text, time }: Held, target: number, names: Names): Value | null {
  const atom = (name: string) => names.get(name) ?? 0
  const name = [...names].find(([, number]) => number === target)?.[0]
  const bytes = (type: string, value: string): Value => ({
    type: atom(type),
    format: 8,
    data: Buffer.from(value),
  })
  // STRING is Latin-1: ICCCM 2.7.1.
  const isAscii = /^[\t\n -~]*$/.test(text)
  switch (name) {
    case 'TARGETS': {
      const targets = ['TARGETS', 'TIMESTAMP', HINT, ...PLAIN, ...(isAscii ? ['STRING'] : [])]
      return { type: ATOM, format: 32, data: words(...targets.map(atom)) }
    }
    case 'TIMESTAMP':
      return { type: INTEGER, format: 32, data: words(time) }
    case 'STRING':
      return isAscii ? bytes('STRING', text) : null
    case 'UTF8_STRING':
    case 'TEXT':
      return bytes('UTF8_STRING', text)
    case 'text/plain':
    case 'text/plain;charset=utf-8':
      return bytes(name, text)
    case HINT:
      return bytes(HINT, 'secret')
    default:
      return null
  }
}

type Request = readonly [code: number, rest: Buffer]

/** The requests that answer somebody, with a value or without one. */
export function answer(
  { time, requestor, selection, target, property }: Asked,
  value: Value | null,
): Request[] {
  const notice = Buffer.alloc(32)
  notice.writeUInt8(SELECTION_NOTIFY)
  words(time, requestor, selection, target, value === null ? 0 : property).copy(notice, 4)
  const tell: Request = [SEND_EVENT, Buffer.concat([words(requestor, 0), notice])]
  if (value === null) return [tell]
  const { type, format, data } = value
  const head = [
    words(requestor, property, type),
    Buffer.from([format, 0, 0, 0]),
    words((data.length * 8) / format),
  ]
  return [[CHANGE_PROPERTY, Buffer.concat([...head, padded(data)])], tell]
}

/** Adds nothing to a property of a window of ours: the server tells when it did so, and that is its time. */
export const nothingAdded = (window: number, property: number): Request => [
  CHANGE_PROPERTY,
  Buffer.concat([words(window, property, INTEGER), Buffer.from([32, 0, 0, 0]), words(0)]),
]
