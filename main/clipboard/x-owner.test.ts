import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countReached } from '../../common/reached.fake.ts'
import { words } from '../platform/x11/encoding.ts'
import { event, refusal, reply, welcome, WINDOW } from '../platform/x11/server.fake.ts'
import {
  asking,
  atomOf,
  CLIPBOARD,
  GET_SELECTION_OWNER,
  OTHER,
  type OwnerWorld,
  SELECTION_CLEAR,
  SET_SELECTION_OWNER,
  startOwner,
  TIME,
} from './x-owner.fake.ts'
import type { Word } from './x-owner.ts'

let x: OwnerWorld

beforeEach(async () => {
  x = await startOwner()
})
afterEach(() => x.server.stop())

const loss = (time = TIME + 1) => event(SELECTION_CLEAR, time, WINDOW, CLIPBOARD)

describe('owning', () => {
  it('ends when it is given up, and only what is ours is', async () => {
    await x.own()
    x.giveUp()
    expect((await x.server.next(SET_SELECTION_OWNER)).rest).toEqual(words(0, CLIPBOARD, TIME))
    x.server.say(asking(atomOf('TEXT')), reply(await x.server.next(GET_SELECTION_OWNER), 0))
    await x.heard(word => word === 'given-up')
    await x.server.left()
    expect(x.said).toEqual(['held', 'given-up'])
  })

  it('ends when another program takes the clipboard', async () => {
    await x.own()
    x.server.say(loss())
    await x.heard(word => word === 'taken-away')
    await x.server.left()
  })

  it('goes on when a program, and not the server, says that it has ended', async () => {
    await x.own()
    const forged = loss()
    forged.writeUInt8(SELECTION_CLEAR | 0x80)
    x.server.say(forged, asking(atomOf('TEXT')))
    expect(await x.answered()).toMatchObject({ data: Buffer.from('KEY-1') })
    expect(x.said).toEqual(['held'])
  })

  it('goes on when another selection is lost', async () => {
    await x.own()
    x.server.say(event(SELECTION_CLEAR, TIME + 1, WINDOW, 1), asking(atomOf('TEXT')))
    await x.answered()
    expect(x.said).toEqual(['held'])
  })

  it('has another text from then on, by the same connection', async () => {
    await x.own()
    x.take('KEY-2')
    x.server.say(reply(await x.untilAsked(TIME + 9), WINDOW), asking(atomOf('TEXT')))
    expect(await x.answered()).toMatchObject({ data: Buffer.from('KEY-2') })
    expect([x.said, x.server.sockets.length]).toEqual([['held', 'held'], 1])
  })

  it('is not lost by a word about the text before', async () => {
    await x.own()
    x.take('KEY-2')
    x.server.say(loss(), reply(await x.untilAsked(TIME + 9), WINDOW), asking(atomOf('TEXT')))
    expect(await x.answered()).toMatchObject({ data: Buffer.from('KEY-2') })
    expect(x.said).toEqual(['held', 'held'])
  })

  it('is lost by a word that comes with the answer', async () => {
    await x.own()
    x.take('KEY-2')
    x.server.say(reply(await x.untilAsked(TIME + 9), WINDOW), loss(TIME + 10))
    await x.heard(word => word === 'taken-away')
    expect(x.said).toEqual(['held', 'held', 'taken-away'])
  })

  it.each<[string, Word, () => Promise<void>]>([
    [
      'another program was faster',
      'taken-away',
      async () => x.server.say(reply(await x.untilAsked(), OTHER)),
    ],
    [
      'the server does not say whose it is',
      'unreachable',
      // As if it were of a request that may be refused.
      async () => x.server.say(refusal({ ...(await x.untilAsked()), code: 18 })),
    ],
    [
      'the server refuses what it must not',
      'unreachable',
      async () =>
        x.server.say(refusal({ code: SET_SELECTION_OWNER, detail: 0, number: 1, rest: Buffer.alloc(0) })),
    ],
    [
      'an answer is to another question',
      'unreachable',
      async () => {
        const { number, ...asked } = await x.untilAsked()
        x.server.say(reply({ number: number + 1, ...asked }, WINDOW))
      },
    ],
    ['the connection ends', 'unreachable', async () => x.server.hangUp()],
    ['nobody asked what is answered', 'unreachable', async () => x.server.say(event(1))],
    ['an answer is endless', 'unreachable', async () => x.server.say(event(35, 0xff_ffff))],
  ])('does not begin if %s', async (_what, word, happens) => {
    await x.start()
    x.server.say(welcome())
    await x.nameAtoms()
    await happens()
    await x.heard(said => said === word)
    await x.server.left()
    expect(x.said).toEqual([word])
  })

  it.each<[string, Buffer]>([
    ['refuses the cookie', Buffer.concat([Buffer.from([0]), welcome().subarray(1)])],
    ['wants more of us', Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(6)])],
    ['says less than it has to', Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(6)])],
  ])('does not begin if the server %s', async (_what, bytes) => {
    await x.start()
    x.server.say(bytes)
    await x.heard(word => word === 'unreachable')
  })

  it('does not begin where there is no server', async () => {
    await x.server.stop()
    x.begin()
    await x.heard(word => word === 'unreachable')
  })

  it('does not begin with a text that is longer than a request', async () => {
    await x.start('x'.repeat(4 * 4_096 - 23))
    x.server.say(welcome(4_096))
    await x.nameAtoms()
    await x.heard(word => word === 'too-long')
    await x.server.left()
  })

  it('begins with the longest text that fits', async () => {
    await x.start('x'.repeat(4 * 4_096 - 24))
    x.server.say(welcome(4_096))
    await x.nameAtoms()
    x.server.say(reply(await x.untilAsked(), WINDOW))
    await x.heard(word => word === 'held')
  })
})

it('survives whatever a server says', async () => {
  const ended = { owned: countReached(), started: countReached() }
  const bytes = fc.uint8Array({ minLength: 31, maxLength: 200 })
  const kind = fc.constantFrom(0, 1, 28, SELECTION_CLEAR, 30, 35)
  const message = fc.tuple(kind, bytes).map(([first, rest]) => Buffer.from([first, ...rest]))
  const messages = fc.array(message, { maxLength: 6 })
  const property = fc.asyncProperty(fc.boolean(), messages, async (isOwned, all) => {
    await (isOwned ? x.own() : x.start())
    x.server.say(...all)
    x.server.sockets.at(-1)?.end()
    await x.heard(word => word !== 'held')
    await x.server.left()
    expect(x.said.filter(word => word !== 'held')).toHaveLength(1)
    ended[isOwned ? 'owned' : 'started'].again()
  })
  await fc.assert(property, { numRuns: 200 })
  ended.owned.atLeast(50)
  ended.started.atLeast(50)
})
