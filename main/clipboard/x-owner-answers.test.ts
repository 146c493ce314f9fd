import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { words } from '../platform/x11/encoding.ts'
import { refusal } from '../platform/x11/server.fake.ts'
import { asking, atomOf, type OwnerWorld, startOwner, TIME } from './x-owner.fake.ts'

const CHANGE_PROPERTY = 18
const SEND_EVENT = 25

let x: OwnerWorld

beforeEach(async () => {
  x = await startOwner()
})
afterEach(() => x.server.stop())

describe('what is asked of the owner', () => {
  const text = (type: string) => ({ type: atomOf(type), format: 8, data: Buffer.from('KEY-1') })
  const forms = ['TARGETS', 'TIMESTAMP', 'x-kde-passwordManagerHint']
  const targets = [...forms, 'UTF8_STRING', 'TEXT', 'text/plain', 'text/plain;charset=utf-8', 'STRING']

  it.each<[string, object]>([
    ['TARGETS', { type: 4, format: 32, data: words(...targets.map(atomOf)) }],
    ['TIMESTAMP', { type: 19, format: 32, data: words(TIME) }],
    ['UTF8_STRING', text('UTF8_STRING')],
    ['TEXT', text('UTF8_STRING')],
    ['STRING', text('STRING')],
    ['text/plain', text('text/plain')],
    ['text/plain;charset=utf-8', text('text/plain;charset=utf-8')],
    [
      'x-kde-passwordManagerHint',
      { type: atomOf('x-kde-passwordManagerHint'), format: 8, data: Buffer.from('secret') },
    ],
  ])('is %s', async (target, value) => {
    await x.own()
    x.server.say(asking(atomOf(target)))
    expect(await x.answered()).toEqual({ property: 9, ...value })
  })

  it.each([
    ['a form that it has not', asking(999)],
    ['the text of another selection', asking(atomOf('UTF8_STRING'), { selection: 1 })],
    ['the text of another window', asking(atomOf('UTF8_STRING'), { owner: 1 })],
  ])('is refused if it is %s', async (_what, question) => {
    await x.own()
    x.server.say(question)
    expect(await x.answered()).toEqual({ property: 0 })
  })

  it('is put into the property that is named after the form, for programs of old', async () => {
    await x.own()
    x.server.say(asking(atomOf('TEXT'), { property: 0 }))
    expect(await x.answered()).toEqual({ property: atomOf('TEXT'), ...text('UTF8_STRING') })
  })

  it('is not Latin-1 if the text is more than ASCII', async () => {
    await x.own('clé')
    x.server.say(asking(atomOf('TARGETS')), asking(atomOf('STRING')), asking(atomOf('UTF8_STRING')))
    const { data } = await x.answered()
    expect(data).toEqual(words(...targets.slice(0, -1).map(atomOf)))
    expect(await x.answered()).toEqual({ property: 0 })
    expect(await x.answered()).toMatchObject({ data: Buffer.from('clé') })
  })

  it('does not end it if who asked has gone', async () => {
    await x.own()
    for (let times = 0; times < 3; times++) {
      x.server.say(asking(atomOf('TEXT')))
      const written = await x.server.next(CHANGE_PROPERTY)
      x.server.say(refusal(written), refusal(await x.server.next(SEND_EVENT)))
    }
    x.server.say(asking(atomOf('TEXT')))
    expect(await x.answered()).toMatchObject({ data: Buffer.from('KEY-1') })
    expect(x.said).toEqual(['held'])
  })
})
