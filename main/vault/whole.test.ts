import { describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import { createWhole } from './whole.fake.ts'

const nothing = { pins: [], claims: [], owed: [] }

it('revokes each of two items of one name at a sign-out, also the one that this run has stored', async () => {
  const whole = createWhole()
  await whole.clock.advance(1_000)
  await whole.signInAs('Ada')
  const other = whole.plex.approve({ ...whole.plex.pins[0]!, token: null }, 'Carol')
  whole.keyrings.make('other')
  whole.keyrings.put('plex-token', other, 'other')
  // The daily check reads what the keychain hands out.
  await whole.clock.advance(26 * 3_600_000)
  whole.signIn().signOut()
  await whole.clock.advance(120_000)
  expect([whole.plex.liveTokens(), whole.keyrings.texts('plex-token')]).toEqual([[], []])
})

it.each(['quit', 'crash'] as const)(
  'keeps a token that is given up until its revocation is sure: %s',
  async end => {
    const whole = createWhole()
    await whole.clock.advance(1_000)
    await whole.signInAs('Ada')
    // What is unfinished is in another keyring, which is locked.
    whole.keyrings.make('other')
    whole.keyrings.take('unfinished')
    whole.keyrings.put('unfinished', JSON.stringify(nothing), 'other')
    whole.memory.set({ unfinishedStored: 'yes' })
    whole.keyrings.lock('other')
    await whole.quit()
    whole.plex.setDown(true)
    whole.signIn().signOut()
    await whole.clock.advance(20_000)
    await whole[end]()
    whole.plex.setDown(false)
    whole.keyrings.unlockAll()
    await whole.clock.advance(600_000)
    expect([whole.plex.liveTokens(), whole.keyrings.texts('plex-token')]).toEqual([[], []])
  },
)

it('overwrites nothing unread where the first dialog is dismissed at once and the next is answered', async () => {
  const whole = createWhole({ like: 'keepassxc' })
  await whole.clock.advance(1_000)
  await whole.signInAs('Ada')
  whole.keyrings.lock('login')
  await whole.quit(false)
  whole.app().signIn.start()
  await whole.clock.advance(1_500)
  const token = whole.plex.approve(whole.plex.livePins()[0]!, 'Zoe')
  let answers = 0
  for (let look = 0; look < 100; look++) {
    await whole.clock.advance(100)
    if (whole.keyrings.dialogs().length === 0) continue
    await whole.clock.advance(400)
    whole.keyrings.answer(answers++ > 0)
    await settle()
  }
  expect(answers).toBe(1)
  whole.keyrings.unlockAll()
  await whole.clock.advance(600_000)
  expect([whole.plex.liveTokens(), whole.keyrings.texts('plex-token')]).toEqual([[token], [token]])
})

it('stores nothing over a copy that is locked, while another can be read', async () => {
  const whole = createWhole()
  await whole.clock.advance(1_000)
  const locked = await whole.signInAs('Xenia')
  const some = { ...whole.plex.pins[0]!, token: null }
  const open = whole.plex.approve({ ...some }, 'Yves')
  const late = whole.plex.approve({ ...some }, 'Zoe')
  whole.keyrings.make('other')
  whole.keyrings.put('plex-token', open, 'other')
  const claims = [{ pinId: 99, token: late }]
  whole.keyrings.put('unfinished', JSON.stringify({ ...nothing, claims }), 'other')
  whole.memory.set({ unfinishedStored: 'yes' })
  whole.keyrings.lock('login')
  await whole.quit()
  await whole.clock.advance(3_000)
  whole.signIn().keepClaim()
  await whole.clock.advance(10_000)
  expect(whole.keyrings.texts('plex-token')).toEqual(expect.arrayContaining([locked, open]))
  whole.keyrings.unlockAll()
  await whole.clock.advance(600_000)
  expect([whole.plex.liveTokens(), whole.keyrings.texts('plex-token')]).toEqual([[late], [late]])
})

it('keeps a late approval that the keychain does not take: it is asked about again in the next run', async () => {
  const whole = createWhole()
  await whole.clock.advance(1_000)
  const before = await whole.signInAs('Ada')
  const late = whole.plex.approve({ ...whole.plex.pins[0]!, token: null }, 'Zoe')
  whole.keyrings.make('mine')
  whole.keyrings.take('plex-token')
  whole.keyrings.put('plex-token', before, 'mine')
  const claims = [{ pinId: 99, token: late }]
  whole.keyrings.put('unfinished', JSON.stringify({ ...nothing, claims }))
  whole.memory.set({ unfinishedStored: 'yes' })
  whole.keyrings.lock('mine')
  await whole.quit(false)
  await whole.clock.advance(5_000)
  whole.signIn().keepClaim()
  await whole.clock.advance(3_000)
  whole.keyrings.answer(false)
  await whole.clock.advance(10_000)
  expect(whole.stage()).toMatchObject({ kind: 'signed-in', kept: 'keychain-locked' })
  await whole.quit(false)
  whole.keyrings.unlockAll()
  await whole.clock.advance(60_000)
  whole.signIn().keepClaim()
  await whole.clock.advance(600_000)
  expect([
    whole.plex.liveTokens(),
    whole.keyrings.texts('plex-token'),
    whole.keyrings.texts('unfinished'),
  ]).toEqual([[late], [late], []])
})

it.each<[string, (whole: ReturnType<typeof createWhole>) => Promise<void>]>([
  [
    'a code that renews itself, beside a copy of what is unfinished',
    async whole => {
      whole.app().signIn.start()
      await whole.clock.advance(1_500)
      whole.keyrings.make('other')
      whole.keyrings.put('unfinished', JSON.stringify(nothing), 'other')
      whole.keyrings.lock('login')
      await whole.clock.advance(120_000)
    },
  ],
  [
    'the code of a key that comes long after the press',
    async whole => {
      await whole.signInAs('Ada')
      whole.plex.setDown(true)
      whole.app().keys.create({ name: 'Kometa', preset: null, server: null })
      await whole.clock.advance(1_000)
      whole.keyrings.lock('login')
      await whole.clock.advance(240_000)
      whole.plex.setDown(false)
      await whole.clock.advance(60_000)
    },
  ],
  [
    'a code of the run before that is approved after a start at login',
    async whole => {
      whole.app().signIn.start()
      await whole.clock.advance(2_000)
      await whole.quit(false)
      await whole.clock.advance(3_000)
      whole.keyrings.lock('login')
      whole.plex.approve(whole.plex.livePins()[0]!, 'Ada')
      await whole.clock.advance(10_000)
      expect(whole.stage()).toMatchObject({ kind: 'signed-in', kept: 'keychain-locked' })
    },
  ],
  [
    'the same of a key',
    async whole => {
      await whole.signInAs('Ada')
      whole.plex.setLinks(false)
      whole.app().keys.create({ name: 'Kometa', preset: null, server: null })
      await whole.clock.advance(4_000)
      const pin = whole.plex.livePins().find(({ device }) => device !== '')!
      await whole.quit(false)
      await whole.clock.advance(3_000)
      whole.keyrings.lock('login')
      whole.plex.approve(pin, 'Ada')
      await whole.clock.advance(20_000)
      expect(whole.keyRecords.get()).toMatchObject([{ stage: 'held' }])
    },
  ],
])('has the keychain ask nobody who did not click: %s', async (_what, happen) => {
  const whole = createWhole({}, 20_000)
  await whole.clock.advance(1_000)
  await happen(whole)
  expect(whole.keyrings.asked).toEqual([])
})

it('asks about one key where all are taken back and that is dismissed at once', async () => {
  const whole = createWhole()
  await whole.clock.advance(1_000)
  await whole.signInAs('Ada')
  for (const name of ['Kometa', 'Tautulli', 'Overseerr', 'Sonarr']) {
    whole.app().keys.create({ name, preset: null, server: null })
    await whole.clock.advance(4_000)
  }
  whole.keyrings.lock('login')
  await whole.quit(false)
  await whole.clock.advance(5_000)
  void whole.app().keys.revokeAll()
  for (let look = 0; look < 20; look++) {
    await whole.clock.advance(500)
    whole.keyrings.answer(false)
  }
  expect(whole.keyrings.asked).toHaveLength(1)
  whole.keyrings.unlockAll()
  await whole.clock.advance(600_000)
  expect([whole.keyRecords.get(), whole.plex.liveTokens()]).toEqual([[], whole.keyrings.texts('plex-token')])
})

it('takes the answer to a dialog that stood while the keychain was busy', async () => {
  const whole = createWhole({ like: 'keepassxc', confirms: true })
  await whole.clock.advance(1_000)
  await whole.signInAs('Ada')
  await whole.quit(true)
  await whole.clock.advance(24_900)
  whole.keyrings.fallSilent()
  await whole.clock.advance(3_000)
  whole.keyrings.start()
  await whole.clock.advance(5_000)
  expect([whole.app().askingKeychain() !== null, whole.keyrings.dialogs().length]).toEqual([true, 1])
  whole.keyrings.answer(true)
  await whole.clock.advance(60_000)
  expect(whole.stage()).toMatchObject({ kind: 'signed-in' })
})

describe('a token in a locked database, beside which another was stored', () => {
  async function zoeBesideAda() {
    const whole = createWhole({ like: 'keepassxc' })
    await whole.clock.advance(1_000)
    const ada = await whole.signInAs('Ada')
    whole.keyrings.make('second', true)
    whole.keyrings.lock('login')
    await whole.quit()
    const zoe = await whole.signInAs('Zoe')
    expect(whole.keyrings.texts('plex-token')).toEqual([zoe, ada])
    return { whole, ada, zoe }
  }

  it.each(['quit', 'crash'] as const)('is revoked when it opens in a later run, after a %s', async end => {
    const { whole, ada, zoe } = await zoeBesideAda()
    await whole[end]()
    await whole.clock.advance(600_000)
    expect([whole.stage(), whole.plex.liveTokens()]).toMatchObject([
      { kind: 'signed-in', account: { name: 'Zoe' } },
      [ada, zoe],
    ])
    const asked = whole.plex.checks.length
    whole.keyrings.unlockAll()
    await whole.clock.advance(600_000)
    expect([whole.plex.liveTokens(), whole.keyrings.texts('plex-token')]).toEqual([[zoe], [zoe]])
    await whole[end]()
    await whole.clock.advance(10_000)
    expect(whole.stage()).toMatchObject({ kind: 'signed-in', account: { name: 'Zoe' } })
    expect(whole.plex.checks.slice(asked).filter(({ token }) => token === ada)).toEqual([])
  })

  it.each(['quit', 'crash'] as const)(
    'is revoked when it opens after a sign-out and a %s that came meanwhile',
    async end => {
      const { whole, ada } = await zoeBesideAda()
      await whole[end]()
      await whole.clock.advance(10_000)
      whole.signIn().signOut()
      await whole.clock.advance(60_000)
      expect([whole.stage(), whole.plex.liveTokens()]).toEqual([{ kind: 'signed-out', problem: null }, [ada]])
      await whole[end]()
      await whole.clock.advance(10_000)
      whole.keyrings.unlockAll()
      await whole.clock.advance(600_000)
      expect([whole.stage(), whole.plex.liveTokens(), whole.keyrings.texts('plex-token')]).toEqual([
        { kind: 'signed-out', problem: null },
        [],
        [],
      ])
    },
  )
})

it('looks after a token that Plex has ended, and that the keychain did not let go of', async () => {
  const whole = createWhole()
  await whole.clock.advance(1_000)
  await whole.signInAs('Ada')
  whole.plex.endFromOutside()
  whole.app().signIn.doubted()
  await whole.clock.advance(10_020)
  whole.keyrings.lock('login')
  await whole.clock.advance(1_000)
  expect([whole.stage(), whole.keyrings.texts('plex-token').length]).toEqual([
    { kind: 'signed-out', problem: 'refused' },
    1,
  ])
  whole.keyrings.unlock('login')
  await whole.clock.advance(120_000)
  expect([whole.keyrings.texts('plex-token'), whole.keyrings.asked]).toEqual([[], []])
})
