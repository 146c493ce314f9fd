import { connectToX, type XConnection } from '../platform/x11/connection.ts'
import type { Display } from '../platform/x11/display.ts'
import { halves, words } from '../platform/x11/encoding.ts'
import { answer, type Held, NAMES, nothingAdded, readAsked, REQUEST_BYTES, valueOf } from './x-answers.ts'

// x.org/releases/current/doc/xproto/x11protocol.html
const CREATE_WINDOW = 1
const CHANGE_PROPERTY = 18
const SET_SELECTION_OWNER = 22
const GET_SELECTION_OWNER = 23
const SEND_EVENT = 25
const INPUT_ONLY = 2
const EVENT_MASK = 0x800
const PROPERTY_CHANGE = 0x40_0000
const PROPERTY_NOTIFY = 28
const SELECTION_CLEAR = 29
const SELECTION_REQUEST = 30
const SENT_BY_A_PROGRAM = 0x80
const APPEND = 2

/** What an owner says: that the text is there, or why it is over, which is the last word. */
export type Word = 'held' | 'given-up' | 'taken-away' | 'too-long' | 'unreachable'

interface Options {
  readonly display: Display
  readonly tell: (word: Word) => void
}

export interface Owner {
  /** Puts a text there, instead of the one before. */
  readonly take: (text: string) => void
  /** Takes off what is there. */
  readonly giveUp: () => void
}

/**
 * Owns the clipboard of an X display by a connection of its own, since Electron cannot put a mark beside a text there.
 * The text leaves this process only to who asks for it, so that it is gone when the connection is (x.org/docs/ICCCM,
 * chapter 2).
 */
export function ownXClipboard({ display, tell }: Options): Owner {
  const names = new Map<string, number>()
  const atom = (name: (typeof NAMES)[number]) => names.get(name) ?? 0
  let server: XConnection | null = null
  let wanted: string | null = null
  let held: Held | null = null
  /** What is under way: until the server has said whose the clipboard is, its word of a loss is of what was before. */
  let taking = false
  let ended = false

  const end = connectToX(display, {
    opened(connection) {
      const { firstNumber: window, root } = connection
      const attributes = words(0, EVENT_MASK, PROPERTY_CHANGE)
      const shape = Buffer.concat([halves(1, 1, 0, INPUT_ONLY), attributes])
      connection.send(CREATE_WINDOW, Buffer.concat([words(window, root, 0), shape]))
      for (const name of NAMES) {
        connection.atom(name, atom => {
          names.set(name, atom)
          if (names.size < NAMES.length) return
          server = connection
          if (wanted !== null) begin(connection, wanted)
        })
      }
    },
    happened(kind, event) {
      // What a program sent is no word of the server.
      if (server === null || (event.readUInt8(0) & SENT_BY_A_PROGRAM) !== 0) return
      if (kind === PROPERTY_NOTIFY) timeTold(server, event.readUInt32LE(12))
      else if (kind === SELECTION_CLEAR) cleared(event.readUInt32LE(12))
      else if (kind === SELECTION_REQUEST) asked(server, event)
    },
    refused(code) {
      // Who asked may have gone meanwhile, or named a property that cannot be.
      if (code !== CHANGE_PROPERTY && code !== SEND_EVENT) throw new Error('The X server refuses us')
    },
    closed: () => over('unreachable'),
  })

  function begin(connection: XConnection, text: string) {
    if (Buffer.byteLength(text) + REQUEST_BYTES > connection.longestBytes) return over('too-long')
    connection.send(...nothingAdded(connection.firstNumber, atom('CLIPBOARD')), APPEND)
  }

  function timeTold(connection: XConnection, time: number) {
    if (wanted === null) return
    held = { text: wanted, time }
    wanted = null
    const clipboard = atom('CLIPBOARD')
    connection.send(SET_SELECTION_OWNER, words(connection.firstNumber, clipboard, time))
    connection.ask(GET_SELECTION_OWNER, words(clipboard), reply => {
      if (ended || held === null) return
      taking = false
      if (reply.readUInt32LE(8) === connection.firstNumber) tell('held')
      else over('taken-away')
    })
  }

  function cleared(selection: number) {
    if (!taking && held !== null && selection === atom('CLIPBOARD')) over('taken-away')
  }

  function asked(connection: XConnection, event: Buffer) {
    const { owner, ...question } = readAsked(event)
    const isAboutIt = owner === connection.firstNumber && question.selection === atom('CLIPBOARD')
    const value = held === null || !isAboutIt ? null : valueOf(held, question.target, names)
    for (const request of answer(question, value)) connection.send(...request)
  }

  /** The server takes off what is ours when the connection ends. */
  function over(word: Word) {
    if (ended) return
    ended = true
    held = wanted = null
    end()
    tell(word)
  }

  return {
    take(text) {
      if (ended) return
      wanted = text
      taking = true
      if (server !== null) begin(server, text)
    },
    giveUp() {
      if (ended) return
      if (server === null || held === null) return over('given-up')
      const { time } = held
      held = wanted = null
      // Of no effect if it became somebody else's later than ours: the server compares the times.
      const clipboard = atom('CLIPBOARD')
      server.send(SET_SELECTION_OWNER, words(0, clipboard, time))
      server.ask(GET_SELECTION_OWNER, words(clipboard), () => over('given-up'))
    },
  }
}
