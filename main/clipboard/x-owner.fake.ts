import { expect } from 'vitest'
import { words } from '../platform/x11/encoding.ts'
import {
  event,
  reply,
  type Request,
  ROOT,
  startFakeServer,
  welcome,
  WINDOW,
} from '../platform/x11/server.fake.ts'
import { NAMES } from './x-answers.ts'
import { ownXClipboard, type Word } from './x-owner.ts'

const CREATE_WINDOW = 1
const INTERN_ATOM = 16
const CHANGE_PROPERTY = 18
export const SET_SELECTION_OWNER = 22
export const GET_SELECTION_OWNER = 23
const SEND_EVENT = 25
const PROPERTY_NOTIFY = 28
export const SELECTION_CLEAR = 29
const SELECTION_REQUEST = 30

/** The server's time at which the first text is there. */
export const TIME = 4_000
/** The window of another program. */
export const OTHER = 0x40_0001
export const atomOf = (name: string): number => 200 + (NAMES as readonly string[]).indexOf(name)
export const CLIPBOARD = atomOf('CLIPBOARD')

export const asking = (
  target: number,
  { property = 9, owner = WINDOW, selection = CLIPBOARD } = {},
): Buffer => event(SELECTION_REQUEST, TIME + 5, owner, OTHER, selection, target, property)

/** An owner of the clipboard, on a server that plays along as far as it is told to. */
export async function startOwner() {
  const server = await startFakeServer()
  const said: Word[] = []
  let hear = () => {}
  const tell = (word: Word) => {
    said.push(word)
    hear()
  }
  let owner: ReturnType<typeof ownXClipboard>

  const world = {
    server,
    said,
    take: (text: string) => owner.take(text),
    giveUp: () => owner.giveUp(),
    async heard(is: (word: Word) => boolean) {
      for (;;) {
        const word = said.at(-1)
        if (word !== undefined && is(word)) return
        await new Promise<void>(resolve => void (hear = resolve))
      }
    },
    begin(text = 'KEY-1') {
      said.length = 0
      owner = ownXClipboard({ display: server.display, tell })
      owner.take(text)
    },
    /** Begins, until the server has been greeted. */
    async start(text?: string) {
      world.begin(text)
      await server.next(0)
    },
    async nameAtoms() {
      const window = await server.next(CREATE_WINDOW)
      expect([window.rest.readUInt32LE(0), window.rest.readUInt32LE(4)]).toEqual([WINDOW, ROOT])
      for (const name of NAMES) {
        const asked = await server.next(INTERN_ATOM)
        expect(asked.rest.subarray(4, 4 + name.length).toString()).toBe(name)
        server.say(reply(asked, atomOf(name)))
      }
    },
    /** Answers until the client asks whose the clipboard is. */
    async untilAsked(time = TIME): Promise<Request> {
      const append = await server.next(CHANGE_PROPERTY)
      expect([append.detail, append.rest.readUInt32LE(16)]).toEqual([2, 0])
      server.say(event(PROPERTY_NOTIFY, WINDOW, CLIPBOARD, time))
      const set = await server.next(SET_SELECTION_OWNER)
      expect(set.rest).toEqual(words(WINDOW, CLIPBOARD, time))
      return server.next(GET_SELECTION_OWNER)
    },
    async own(text?: string) {
      await world.start(text)
      server.say(welcome())
      await world.nameAtoms()
      server.say(reply(await world.untilAsked(), WINDOW))
      await world.heard(word => word === 'held')
    },
    /** The answer to a question: the property that was written, if there was one, and what the notice says of it. */
    async answered() {
      const first = await server.next()
      const told = first.code === SEND_EVENT ? first : await server.next(SEND_EVENT)
      const property = told.rest.readUInt32LE(8 + 20)
      expect([told.rest.readUInt32LE(0), told.rest.readUInt8(8)]).toEqual([OTHER, 31])
      if (first.code === SEND_EVENT) return { property }
      expect([first.rest.readUInt32LE(0), first.rest.readUInt32LE(4)]).toEqual([OTHER, property])
      const format = first.rest.readUInt8(12)
      const length = first.rest.readUInt32LE(16) * (format / 8)
      const data = first.rest.subarray(20, 20 + length)
      return { property, type: first.rest.readUInt32LE(8), format, data }
    },
  }
  return world
}

export type OwnerWorld = Awaited<ReturnType<typeof startOwner>>
