import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countReached } from '../../common/reached.fake.ts'
import { isGarbled } from './garbled.ts'
import { withoutSetting, withSettings } from './ini-text.ts'
import { withoutValue, withValues } from './yaml-text.ts'

/** What is different between two texts: all before and behind it is the same. */
function difference(before: string, after: string) {
  let from = 0
  while (from < before.length && before[from] === after[from]) from++
  let back = 0
  const most = Math.min(before.length, after.length) - from
  while (back < most && before.at(-1 - back) === after.at(-1 - back)) back++
  return { gone: before.slice(from, before.length - back), come: after.slice(from, after.length - back) }
}

const is = (key: string) => (value: string) => value === key

const unlessGarbled = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch (error) {
    if (isGarbled(error)) return undefined
    throw error
  }
}

/** Some do not end with the end of a line. */
const text = (...parts: ReadonlyArray<fc.Arbitrary<string>>) =>
  fc.tuple(fc.array(fc.tuple(...parts), { maxLength: 9 }), fc.boolean()).map(([lines, cut]) =>
    lines
      .flat()
      .join('')
      .replace(cut ? /[\r\n]+$/ : '', ''),
  )
const end = fc.constantFrom('\n', '\n', '\r\n', '\r')
const ours = ['server_token = OLD', 'Server_Token:OLD', 'server_token=OLD  ']
const others = [
  '[auth]',
  '[header]',
  '[x]',
  'a = b',
  'server_tokens = c',
  'é : %(x)s',
  '# c',
  '  ; c',
  '',
  '  ',
]
const ini = text(fc.constantFrom(...ours, ...others, ...others), end)

it('what is not ours never changes in an INI file', () => {
  const reached = countReached()
  fc.assert(
    fc.property(ini, before => {
      const setting = { section: 'auth', name: 'server_token', value: 'KEY' }
      const after = unlessGarbled(() => withSettings(before, [setting]))
      if (after === undefined) return
      const { gone, come } = difference(before, after)
      expect(gone).toMatch(/^(?:OLD)?$/)
      expect(come.replaceAll(/server_token|auth|KEY|[\s[\]=]/g, '')).toBe('')
      const kept = after.match(/[^\r\n]*(?:\r\n|\r|\n|$)/g)?.filter(line => !line.includes('KEY'))
      expect(withoutSetting(after, { ...setting, isGone: is('KEY') })).toBe(kept?.join(''))
      expect(withoutSetting(after, { ...setting, isGone: is('KE') })).toBeUndefined()
      reached.again()
    }),
    { numRuns: 5_000 },
  )
  reached.atLeast(300)
})

const names = ['plex:', 'plex:', 'plex: {}', 'plex: {token: OLD}', 'plex: [a]', 'plex: &p', 'token:']
const tokens = ['token: OLD', "token: 'OLD'", 'token: OLD # c', 'token: &p OLD']
const rest = ['url: http://a', '# c', 'x: y', 'z: *p', '"q": [1, 2]', '- z', '']
const piece = fc.constantFrom(...names, ...tokens, ...rest)
const yaml = text(
  fc.constantFrom('', '', '  ', '  ', '    '),
  piece,
  fc.constantFrom('\n', '\n', '\r\n', ' # e\n'),
)

it('what is not ours never changes in a YAML file', () => {
  const reached = countReached()
  const path = ['plex', 'token']
  fc.assert(
    fc.property(yaml, before => {
      const after = unlessGarbled(() => withValues(before, [{ path, value: 'KEY', as: 'text' }]))
      if (after === undefined) return
      const { gone, come } = difference(before, after)
      expect(gone).toMatch(/^['"]?(?:OLD)?['"]?$/)
      expect(come.replaceAll(/plex|token|KEY|[\s"{}:,]/g, '')).toBe('')
      const cleaned = unlessGarbled(() => withoutValue(after, { path, isGone: is('KEY') }))
      expect(difference(after, cleaned ?? '')).toEqual({ gone: 'KEY', come: '' })
      expect(withoutValue(after, { path, isGone: is('KE') })).toBeUndefined()
      const swapped = unlessGarbled(() => withoutValue(after, { path, isGone: is('KEY'), instead: 'NEW' }))
      expect(difference(after, swapped ?? '')).toMatchObject({ gone: 'KEY', come: 'NEW' })
      reached.again()
    }),
    { numRuns: 5_000 },
  )
  reached.atLeast(300)
})
