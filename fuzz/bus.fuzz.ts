import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../main/session-bus/message.ts'
import { type AskSessionBus, BusError } from '../main/session-bus/port.ts'
import type { Value, Variant } from '../main/session-bus/read.ts'
import { parseSignature, WireError } from '../main/session-bus/signature.ts'
import { createKeychainMood } from '../main/vault/mood.ts'
import { createSecretService } from '../main/vault/secret-service.ts'
import { countReached } from '../common/reached.bench.ts'
import { answersOf, anyMessages, isOf, read } from './bus.ts'
import { fuzz } from './fuzz.ts'

/** The values of a message; undefined where it does not hold them. */
function bodyOf({ body }: Message): readonly Value[] | undefined {
  try {
    return body()
  } catch (error) {
    expect(error).toBeInstanceOf(WireError)
    return undefined
  }
}

/** The messages in these bytes; as many as were whole before what is none. */
function messagesIn(bytes: Buffer, parts?: readonly number[]): Message[] {
  try {
    return read(bytes, parts)
  } catch (error) {
    expect(error).toBeInstanceOf(WireError)
    return []
  }
}

describe('the session bus', () => {
  /** How often an input was whole enough for what is held against it. */
  const reached = { message: countReached(), ready: countReached(), item: countReached() }

  const parts = fc.array(fc.nat({ max: 120 }), { maxLength: 4 })
  fuzz('messages', fc.tuple(anyMessages, parts), ([bytes, lengths]) => {
    for (const message of messagesIn(bytes, lengths)) {
      for (const name of [message.sender, message.errorName, message.interface, message.member]) {
        expect(name ?? 'none').toMatch(/^[\w.:-]{1,255}$/)
      }
      const values = bodyOf(message)
      if (values === undefined) continue
      reached.message.again()
      const types = parseSignature(message.signature ?? '')
      expect(values.length).toBe(types.length)
      expect(types.every((type, index) => isOf(type, values[index]))).toBe(true)
    }
  })

  /** Answers the three questions to the Secret Service with these bytes, as the client of the bus does. */
  const secretService = (
    answers: Readonly<Record<string, Buffer>>,
    asked: { path: string; last?: readonly Value[] },
  ) =>
    createSecretService((async ({
      member,
      path,
      returns,
    }: {
      member: string
      path: string
      returns: string
    }) => {
      const [message] = messagesIn(answers[member]!)
      const values = message === undefined ? undefined : bodyOf(message)
      if (values === undefined || message?.signature !== returns) throw new BusError('odd-reply')
      asked.path = path
      asked.last = values
      return values
    }) as unknown as AskSessionBus)

  fuzz(
    'the mood of the keychain',
    fc.tuple(answersOf('o'), answersOf('a{sv}')),
    async ([alias, properties]) => {
      const asked: { path: string; last?: readonly Value[] } = { path: '' }
      const service = secretService({ ReadAlias: alias, GetAll: properties }, asked)
      const mood = await createKeychainMood({
        platform: 'linux',
        isLoadable: async () => true,
        secretService: service,
      })()
      expect(['ready', 'locked', 'unknown']).toContain(mood)
      if (mood !== 'ready') return
      reached.ready.again()
      expect(asked.path).toMatch(/^\/[\w/]+$/)
      const told = asked.last![0] as ReadonlyMap<string, Variant>
      expect(told.get('Locked')).toEqual({ signature: 'b', value: false })
    },
  )

  fuzz('whether an item is there', answersOf('aoao'), async answer => {
    const asked: { path: string; last?: readonly Value[] } = { path: '' }
    const found = await secretService({ SearchItems: answer }, asked)
      .has('Latchkey', 'plex-token')
      .catch((error: unknown) => {
        expect(error).toBeInstanceOf(BusError)
        return false
      })
    if (!found) return
    reached.item.again()
    const paths = (asked.last as ReadonlyArray<readonly string[]>).flat()
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) expect(path).toMatch(/^\/[\w/]*$/)
  })

  it('was whole enough, often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(25)
  })
})
