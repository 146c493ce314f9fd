import { expect, it } from 'vitest'
import type { KeyId } from '../../common/ids.ts'
import { Failure } from '../failure.ts'
import { Secret } from '../secret.ts'
import { newRecord } from './record.ts'
import { createTakingBack } from './taking-back.ts'

const record = {
  ...newRecord({
    id: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11' as KeyId,
    owner: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a12',
    identifier: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a13',
    name: 'Kometa',
    preset: 'kometa',
    server: null,
    madeAt: 0,
    session: null,
    once: false,
  } as Parameters<typeof newRecord>[0]),
  stage: 'leaving',
  stored: 'yes',
} as const
const token = new Secret('sentinel-token-12345')

function setup({ safe = true, found = true } = {}) {
  const done: string[] = []
  const takeBack = createTakingBack({
    vault: {
      kept: () => 'keychain',
      async read() {
        if (!found) throw new Failure('keychain-emptied')
        return token
      },
      async erase() {
        done.push('erased')
        return true
      },
    },
    owe: async () => void done.push('owed'),
    isSafe: async () => safe,
    clean: async ({ name }, key) => {
      done.push(`${name} cleaned${key === token ? '' : ' of another'}`)
      return ['/home/ada/config.ini']
    },
    cleaned: (id, files) => void done.push(`${id === record.id} ${files.join()}`),
  })
  return { done, take: () => takeBack(record, {}) }
}

it.each([
  [{}, 'gone', ['owed', 'Kometa cleaned', 'true /home/ada/config.ini', 'erased']],
  [{ safe: false }, 'waiting', ['owed']],
  [{ found: false }, 'missing', []],
])(
  'a key that is taken back leaves its files once it has an owner, and before it is erased: %j',
  async (how, came, done) => {
    const world = setup(how)
    expect([await world.take(), world.done]).toEqual([came, done])
  },
)
