import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../main/platform/session-bus/message.ts'
import { type AskSessionBus, BusError } from '../main/platform/session-bus/port.ts'
import type { Value, Variant } from '../main/platform/session-bus/read.ts'
import { parseSignature, WireError } from '../main/platform/session-bus/signature.ts'
import { Failure } from '../main/failure.ts'
import { createSecretServiceLooks } from '../main/vault/locate.ts'
import { createSecretService } from '../main/vault/secret-service.ts'
import { countReached } from '../common/reached.fake.ts'
import { answersOf, anyMessages, collectionsToldOf, isOf, keyringsToldOf, read } from './bus.ts'
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
  const reached = { message: countReached(), open: countReached(), item: countReached() }

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

  /** What the Secret Service was asked about, and what it has said, by the question. */
  type Heard = Map<string, { path: string; values: readonly Value[] }>

  /** Answers the questions to the Secret Service with these bytes, as the client of the bus does. */
  const looksOver = (answers: Readonly<Record<string, Buffer>>, heard: Heard) => {
    const secrets = createSecretService((async ({
      member,
      path,
      returns,
    }: {
      member: string
      path: string
      returns: string
    }) => {
      const asked = path === '/org/freedesktop/secrets' ? `${member} of all` : member
      const [message] = messagesIn(answers[asked]!)
      const values = message === undefined ? undefined : bodyOf(message)
      if (values === undefined || message?.signature !== returns) throw new BusError('odd-reply')
      heard.set(asked, { path, values })
      return { sender: ':1.1', values }
    }) as unknown as AskSessionBus)
    return createSecretServiceLooks(secrets, 'Latchkey')
  }

  const problemOf = (error: unknown) => {
    expect(error).toBeInstanceOf(Failure)
    return (error as Failure).problem
  }

  const all = fc.tuple(answersOf('o'), collectionsToldOf, keyringsToldOf)

  fuzz('whether the keychain is open', all, async ([alias, collections, keyring]) => {
    const heard: Heard = new Map()
    const answers = { 'ReadAlias of all': alias, 'GetAll of all': collections, GetAll: keyring }
    const room = await looksOver(answers, heard).room().catch(problemOf)
    expect(['open', 'locked', 'none', 'untold', 'keychain-silent']).toContain(room)
    if (room !== 'open') return
    reached.open.again()
    const { path, values } = heard.get('GetAll')!
    expect(path).toMatch(/^\/[\w/]+$/)
    const told = values[0] as ReadonlyMap<string, Variant>
    expect(told.get('Locked')).toEqual({ signature: 'b', value: false })
  })

  fuzz('where an item is', fc.tuple(all, answersOf('aoao')), async ([told, items]) => {
    const [alias, collections, keyring] = told
    const heard: Heard = new Map()
    const answers = {
      'ReadAlias of all': alias,
      'GetAll of all': collections,
      GetAll: keyring,
      'SearchItems of all': items,
    }
    const found = await looksOver(answers, heard)
      .locate('plex-token')
      .then(({ place }) => place, problemOf)
    expect(['readable', 'locked', 'guarded', 'hidden', 'missing', 'no-keyring', 'keychain-silent']).toContain(
      found,
    )
    if (found !== 'readable' && found !== 'locked' && found !== 'guarded') return
    reached.item.again()
    const [unlocked, locked] = heard.get('SearchItems of all')!.values as ReadonlyArray<readonly string[]>
    expect(unlocked!.length > 0).toBe(found === 'readable')
    expect([...unlocked!, ...locked!]).not.toHaveLength(0)
    for (const path of [...unlocked!, ...locked!]) expect(path).toMatch(/^\/[\w/]*$/)
  })

  it('was whole enough, often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(15)
  })
})
