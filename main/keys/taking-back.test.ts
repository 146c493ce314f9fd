import { expect, it } from 'vitest'
import { Failure } from '../failure.ts'
import { nothing } from '../vault/unfinished-text.ts'
import { leavingKey as record, leavingToken as token } from './leaving-key.fake.ts'
import type { KeyRecord } from './record.ts'
import { createTakingBack } from './taking-back.ts'

interface Setup {
  readonly safe: boolean
  readonly found: boolean
  readonly over: Partial<KeyRecord>
}

function setup({ safe = true, found = true, over = {} }: Partial<Setup> = {}) {
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
    unfinished: {
      async load({ silently } = {}) {
        done.push(`asked ${silently !== true}`)
        return nothing
      },
    },
    clean: async ({ name }) => {
      done.push(`${name} cleaned`)
      return ['/home/ada/config.ini']
    },
    cleaned: (id, files) => void done.push(`${id === record.id} ${files.join()}`),
  })
  return { done, take: () => takeBack({ ...record, ...over }, {}) }
}

it.each<[how: Partial<Setup>, came: string, done: string[]]>([
  [{}, 'gone', ['owed', 'Kometa cleaned', 'true /home/ada/config.ini', 'erased']],
  [{ safe: false }, 'waiting', ['owed', 'asked true']],
  [{ found: false }, 'missing', []],
  [{ found: false, over: { givenUp: true } }, 'missing', ['Kometa cleaned', 'true /home/ada/config.ini']],
  [
    { found: false, over: { stage: 'dead' } },
    'gone',
    ['Kometa cleaned', 'true /home/ada/config.ini', 'erased'],
  ],
])(
  'a key that is given up leaves its files, once it has an owner if it can have one: %j',
  async (how, came, done) => {
    const world = setup(how)
    expect([await world.take(), world.done]).toEqual([came, done])
  },
)
