import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

// Whoever reveals a secret somewhere else says here why it does not leave main.
const REVEALED_IN: Readonly<Record<string, string>> = {
  'access/program-formats.ts': 'writes a key into the file of the program that it is for',
  'account/revoker.ts': 'compares two tokens',
  'account/servers.ts': 'compares two tokens',
  'keys/lend.ts': 'the one door: to the clipboard, or in one answer to one press',
  'plex/api.ts': 'sends it to plex.tv',
  'plex/proxy-login.ts': 'sends a password to its proxy',
  'plex/try-proxy-login.ts': 'sends a password to its proxy',
  'session/effects.ts': 'compares two tokens',
  'sign-in/effects.ts': 'compares two tokens',
  'vault/key-vault.ts': 'stores it in the keychain',
  'vault/token-vault.ts': 'stores it in the keychain',
  'vault/unfinished-text.ts': 'stores it in the keychain, and compares two tokens',
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && !/\.(?:test|fake|bench)\.ts$/.test(name))
  .map(name => name.replaceAll('\\', '/'))
const filesWith = (text: string) =>
  files.filter(name => readFileSync(join(root, name), 'utf8').includes(text)).toSorted()

it('reveals a token where this list says, and hands one out by one door', () => {
  expect(filesWith('.reveal()')).toEqual(Object.keys(REVEALED_IN))
})

it('hands a key to a program that has the person’s leave, and puts one where the one that it replaces was written', () => {
  expect([filesWith('.toProgram('), filesWith('programs.lend(')]).toEqual([
    ['keys/programs.ts', 'keys/rewriting.ts'],
    ['access/hand-out.ts'],
  ])
})
