import { describe, expect, it } from 'vitest'
import type { Keychain } from './port.ts'
import type { Mood } from './mood.ts'
import { believedWhenSeen, createIsThere, UnseenError } from './seen.ts'

const has = (found: boolean) => ({ has: async () => found })

describe('an item that was just stored', () => {
  it.each<[Mood, boolean]>([
    ['ready', true],
    ['ready', false],
    // A service that says little of itself may still tell what it has.
    ['unknown', true],
    ['unknown', false],
    ['absent', false],
  ])('is looked for in a keychain whose mood is %s, which has it: %j', async (mood, found) => {
    const isThere = createIsThere({ platform: 'linux', mood: async () => mood, secretService: has(found) })
    expect(await isThere('Latchkey', 'plex-token')).toBe(found)
  })

  it('is not looked for in a locked keychain, which might ask for its password', async () => {
    let looks = 0
    const secretService = { has: async () => ++looks > 0 }
    const isThere = createIsThere({ platform: 'linux', mood: async () => 'locked', secretService })
    await expect(isThere('Latchkey', 'plex-token')).rejects.toThrow('was locked')
    expect(looks).toBe(0)
  })

  it.each(['darwin', 'win32'] as const)('is believed in on %s, where nobody looks', async platform => {
    const never = () => Promise.reject(new Error('Nobody is to be asked'))
    const isThere = createIsThere({ platform, mood: never, secretService: { has: never } })
    expect(await isThere('Latchkey', 'plex-token')).toBe(true)
  })
})

describe('a keychain', () => {
  const calls: string[] = []
  const keychain: Keychain = {
    getPassword: async (...given) => (calls.push(`get ${given.join(' ')}`), 'a-token'),
    setPassword: async (...given) => void calls.push(`set ${given.join(' ')}`),
    deletePassword: async (...given) => (calls.push(`delete ${given.join(' ')}`), true),
  }

  it('is asked as it always was, and looked into after a save', async () => {
    const seen = believedWhenSeen(keychain, async (...given) => (calls.push(`look ${given.join(' ')}`), true))
    expect(await seen.getPassword('s', 'a')).toBe('a-token')
    await seen.setPassword('s', 'a', 'p')
    expect(await seen.deletePassword('s', 'a')).toBe(true)
    expect(calls).toEqual(['get s a', 'set s a p', 'look s a', 'delete s a'])
  })

  it('is not believed about what it does not have', async () => {
    const seen = believedWhenSeen(keychain, async () => false)
    await expect(seen.setPassword('s', 'a', 'p')).rejects.toThrow(UnseenError)
  })

  it('that refuses is not looked into', async () => {
    const refusing = { ...keychain, setPassword: () => Promise.reject(new Error('locked')) }
    const seen = believedWhenSeen(refusing, () => Promise.reject(new Error('looked')))
    await expect(seen.setPassword('s', 'a', 'p')).rejects.toThrow('locked')
  })
})
