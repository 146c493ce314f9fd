import { describe, expect, it } from 'vitest'
import type { KeyView } from '../common/keys.ts'
import { aKey } from '../common/samples.fake.ts'
import { keysAtHome } from './keys-at-home.ts'

const key = (name: string, over: Partial<KeyView>) => aKey({ name, ...over })
const lent = (at: number) => ({ lent: { at, how: 'copied', program: null } }) as const
const dead = key('dead', { state: 'dead', madeAt: 1 })
const missing = key('missing', { state: 'missing', madeAt: 2 })
const lately = key('handed out lately', { ...lent(90), madeAt: 3 })
const long = key('handed out long ago', { ...lent(10), madeAt: 4 })
const newest = key('newest', { madeAt: 99 })
const older = key('older', { madeAt: 50 })

describe('the home', () => {
  it.each<[string, readonly KeyView[], number, readonly KeyView[]]>([
    ['none', [], 0, []],
    ['what needs the person first', [newest, lately, missing, dead], 0, [missing, dead, lately]],
    ['the last handed out before the newest', [newest, long, lately], 0, [lately, long, newest]],
    ['the newest of those that were never handed out', [older, newest], 0, [newest, older]],
    ['no more than three', [older, newest, long, lately], 0, [lately, long, newest]],
    ['fewer where a making has a row', [older, newest, long, lately], 1, [lately, long]],
    ['none where others have all rows', [older], 3, []],
  ])('shows %s', (_what, list, others, shown) => {
    expect(keysAtHome(list, others).map(({ name }) => name)).toEqual(shown.map(({ name }) => name))
  })
})
