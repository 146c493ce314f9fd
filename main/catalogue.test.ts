import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { english as text } from '../common/english.fake.ts'

const root = join(import.meta.dirname, '..')
const catalogue = JSON.parse(readFileSync(join(root, 'common/locales/en.json'), 'utf8')) as object

/** Every key of the catalogue with its text. */
function entries(part: object, path = ''): Array<[key: string, text: string]> {
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? entries(value, `${path}${name}.`)
      : [[`${path}${name}`, String(value)] as [string, string]],
  )
}

const sources = ['common', 'main', 'cli', 'renderer', 'scripts/package'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:tsx?|mjs)$/.test(name) && !/\.test\.\w+$/.test(name))
    .map(name => readFileSync(join(root, folder, name), 'utf8')),
)

interface Call {
  readonly pattern: RegExp
  /** What is written behind the key: nothing, an object or a name. */
  readonly values: string
}

const keyAndValues = /(['`])(\w+\.[\w.${}-]+)\1(?:, (\w+|\{(?:[^{}]|\{[^{}]*\})*\}))?/g

/** What the sources ask for: a name in a template stands for any one part. */
const calls: readonly Call[] = sources.flatMap(source =>
  [...source.matchAll(keyAndValues)].map(([, , key = '', values = '']) => ({
    pattern: new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{\w+(?:\\\.\w+)*\}/g, '[^.]+')}$`),
    values,
  })),
)

const gives = ({ values }: Call, name: string) =>
  /^\w/.test(values) || new RegExp(`[{,] ${name}\\b`).test(values)

/** The values that a message puts in. */
const needs = (message: string) => [...message.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name)

describe('the catalogue', () => {
  it('has no text that nobody reads', () => {
    const unused = entries(catalogue).filter(([key]) => !calls.some(({ pattern }) => pattern.test(key)))
    expect(unused.map(([key]) => key)).toEqual([])
  })

  it('is given every value that a text puts in', () => {
    const lacking = entries(catalogue).flatMap(([key, message]) =>
      calls
        .filter(({ pattern }) => pattern.test(key))
        .filter(call => !needs(message).every(name => gives(call, name)))
        .map(() => key),
    )
    expect(lacking).toEqual([])
  })

  it('says nothing twice', () => {
    // English says "Yours" of one server and of several.
    const several = 'window.servers.groups.owned'
    const texts = entries(catalogue)
      .filter(([key]) => key !== several)
      .map(([, said]) => said)
    expect(texts.filter((said, at) => texts.indexOf(said) !== at)).toEqual([])
  })

  it('has no empty text and no stray space', () => {
    expect(entries(catalogue).filter(([, said]) => said === '' || said !== said.trim())).toEqual([])
  })

  it('counts', () => {
    expect([0, 1, 2].map(count => text('window.approval.minutesLeft', { count }))).toEqual([
      '0\u00a0minutes left to enter the code',
      '1\u00a0minute left to enter the code',
      '2\u00a0minutes left to enter the code',
    ])
  })

  it('puts a name in as it is', () => {
    const name = `{{name}} $t(tray.quit) $& <b>&amp;'"`
    expect(text('state.signedInAs', { name })).toBe(`Signed in as ${name}`)
  })
})
