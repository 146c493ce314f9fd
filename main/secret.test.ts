import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from './secret.ts'

const secret = new Secret('sentinel-token')

describe('a secret', () => {
  it('reveals its value only when asked to', () => {
    expect(secret.reveal()).toBe('sentinel-token')
  })

  it.each([
    ['a string', String(secret), '[secret]'],
    ['JSON', JSON.stringify({ secret }), '{"secret":"[secret]"}'],
    ['inspection', inspect({ secret }, { showHidden: true, depth: 9 }), '{ secret: [secret] }'],
    ['a formatted line', format('%s %o %j', secret, secret, secret), '[secret] [secret] "[secret]"'],
    ['its keys', JSON.stringify(Reflect.ownKeys(secret)), '[]'],
    ['a copy of its fields', JSON.stringify(Object.entries(secret)), '[]'],
    ['a structured clone, as in IPC', JSON.stringify(structuredClone(secret)), '{}'],
  ])('does not show in %s', (_where, shown, expected) => {
    expect(shown).toBe(expected)
  })

  it('cannot be empty', () => {
    expect(() => new Secret('')).toThrow('A secret cannot be empty')
  })
})
