import { expect, it } from 'vitest'
import { createRevoker } from '../account/revoker.ts'
import { Failure } from '../failure.ts'
import { Secret } from '../secret.ts'
import { createKeyVault } from '../vault/key-vault.ts'
import { UNFINISHED_ACCOUNT } from '../vault/unfinished.ts'
import { sealed } from '../vault/unfinished-text.ts'
import { all, claim, debt } from '../vault/unfinished.fake.ts'
import { createBench } from '../vault/vault.fake.ts'
import { leavingKey as record, leavingToken as token } from './leaving-key.fake.ts'
import { createTakingBack } from './taking-back.ts'

const texts = (secrets: readonly Secret[]) => secrets.map(secret => secret.reveal())

/** Two keyrings have a copy each of what is unfinished, and a third, which is locked, has another item of ours. */
function setup({ reached }: { readonly reached: boolean }) {
  const bench = createBench()
  const { world } = bench
  bench.hint = 'yes'
  world.put(UNFINISHED_ACCOUNT, sealed({ ...all, pins: [], claims: [claim], owed: [] }))
  world.make('second', true)
  world.put(UNFINISHED_ACCOUNT, sealed({ ...all, pins: [], claims: [], owed: [debt] }))
  world.put(`key:${record.id}`, token.reveal())
  world.make('third')
  world.put('plex-token', 'token', 'third')
  world.lock('third')
  const { calls, keychain, unfinished } = bench.boot()
  const revoke = async () => {
    if (!reached) throw new Failure('offline')
  }
  const revoker = createRevoker({
    api: { revoke },
    apiFor: () => ({ revoke }),
    unfinished,
    clock: world.clock,
  })
  const takeBack = createTakingBack({
    ...revoker,
    vault: createKeyVault({
      calls,
      keychain,
      hints: { get: () => 'yes', set: () => {} },
      marks: { get: () => null, set: () => {} },
    }),
    unfinished,
    cleaned: () => {},
  })
  const ends = async (how: { readonly silently?: boolean }, answer?: boolean) => {
    const taken = takeBack(record, how)
    taken.catch(() => {})
    for (let times = 0; times < 100; times++) {
      await world.clock.advance(100)
      if (answer !== undefined) world.answer(answer)
    }
    revoker.dispose()
    return {
      taken: await taken,
      asked: world.asked.map(({ about }) => about),
      isKeyThere: world.texts(`key:${record.id}`).length > 0,
      owedInKeychain: world
        .texts(UNFINISHED_ACCOUNT)
        .some(text => texts([token]).every(each => text.includes(each))),
      lost: texts([claim.token]).filter(
        each => !world.texts(UNFINISHED_ACCOUNT).some(text => text.includes(each)),
      ),
    }
  }
  return { ends }
}

it.each<
  [
    what: string,
    reached: boolean,
    how: { readonly silently?: boolean },
    answer: boolean | undefined,
    ended: object,
  ]
>([
  [
    'Plex ends it at once',
    true,
    {},
    undefined,
    { taken: 'gone', asked: [], isKeyThere: false, owedInKeychain: false },
  ],
  [
    'the person opens the keyring',
    false,
    {},
    true,
    { taken: 'gone', asked: ['unlock'], isKeyThere: false, owedInKeychain: true },
  ],
  [
    'the person does not',
    false,
    {},
    false,
    { taken: 'waiting', asked: ['unlock'], isKeyThere: true, owedInKeychain: false },
  ],
  [
    'nobody is to be asked',
    false,
    { silently: true },
    undefined,
    { taken: 'waiting', asked: [], isKeyThere: true, owedInKeychain: false },
  ],
])(
  'a key is taken back though what is unfinished is in two keyrings, and another item of ours is locked: %s',
  async (_what, reached, how, answer, ended) => {
    expect(await setup({ reached }).ends(how, answer)).toEqual({ ...ended, lost: [] })
  },
)
