import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccessWorld } from './access-world.fake.ts'
import { askFor, other, refusal } from './callers.fake.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})
afterEach(() => world.end())

describe('a program in a terminal whose windows nobody sees', () => {
  const away = { terminal: true, remote: true }

  /** The code that it was told, as a PIN at plex.tv. */
  async function told(calling: ReturnType<typeof world.call>) {
    await world.pass(2_000)
    const said = calling.lines.find(line => (line as { progress?: string }).progress === 'code') as {
      code: string
      link: string
    }
    expect(said.link).toBe(`https://plex.tv/link/?pin=${said.code}`)
    return world.livePins().find(({ code }) => code === said.code)!
  }

  it('is allowed by whoever approves its code, from then on', async () => {
    const calling = world.call(askFor('Kometa', away))
    const pin = await told(calling)
    // Latchkey itself never does, nor does it show that code in its window.
    await world.pass(5_000)
    expect([calling.ending(), world.view().making, world.keys().code(), world.access().asking()]).toEqual([
      undefined,
      null,
      undefined,
      null,
    ])
    world.approve(pin, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toMatchObject({
      end: 'done',
      data: { name: 'Kometa', key: world.keyTokens()[0] },
    })
    expect(await world.ask(askFor('Kometa', away))).toMatchObject({ end: 'done' })
  })

  it.each([
    ['a locked screen, or none', { terminal: true }],
    ['a screen far away', away],
  ])('is asked by a code on %s', async (_what, over) => {
    world.setSeen(false)
    const pin = await told(world.call(askFor('Kometa', over)))
    expect(pin).toBeDefined()
  })

  it('gets the key that is there by a code that does nothing else', async () => {
    await world.allow()
    world.setAsker(other)
    const calling = world.call(askFor('Kometa', away))
    world.approve(await told(calling), 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toMatchObject({
      end: 'done',
      data: { name: 'Kometa', key: world.keyTokens()[0] },
    })
    await world.pass(10_000)
    expect([world.names(), world.liveTokens().length]).toEqual([['Kometa alive'], 2])
    expect(world.view().list[0]!.programs.map(({ path }) => path)).toContain('/tmp/kometa.py')
  })

  it('gets nothing where another account approved it', async () => {
    const calling = world.call(askFor('Kometa', away))
    world.approve(await told(calling), 'Bob')
    await world.pass(20_000)
    expect(calling.ending()).toMatchObject(refusal('other-account'))
    expect([world.names(), world.keys().question(), world.liveTokens().length]).toEqual([[], null, 1])
  })

  it('leaves no code behind that anybody could approve later', async () => {
    const calling = world.call(askFor('Kometa', away))
    const pin = await told(calling)
    calling.hangUp()
    await world.pass(1_000)
    world.approve(pin, 'Ada')
    await world.pass(60_000)
    expect([world.names(), world.liveTokens().length]).toEqual([[], 1])
  })

  it('does not keep the person from making a key in the window', async () => {
    await told(world.call(askFor('Kometa', away)))
    world.create('Tautulli')
    await world.pass(5_000)
    expect(world.names()).toEqual(['Tautulli alive'])
  })
})
