import { describe, expect, it } from 'vitest'
import { exitCodes } from '../common/access.ts'
import { english } from '../common/english.fake.ts'
import { createText, type Messages } from '../common/text.ts'
import { manPage } from './man-page.ts'
import { optionsOf, verbNames } from './verbs.ts'

const page = manPage(english, '1.2.3')
/** As it is read, without roff. */
const read = page
  .replaceAll(/^\.[A-Z]+ ?/gm, '')
  .replaceAll(/\\f[BR]/g, '')
  .replaceAll('\\&', '')
  .replaceAll('\\-', '-')
  .replaceAll('\\ ', ' ')

describe('the man page', () => {
  it('tells of every verb, option and exit code', () => {
    for (const name of verbNames) {
      expect(read).toContain(`latchkey ${name}`)
      for (const option of optionsOf(name)) expect(read).toContain(`--${option}`)
    }
    for (const code of Object.values(exitCodes)) expect(read).toMatch(new RegExp(`^${code}$`, 'm'))
  })

  it('has its sections in the usual order', () => {
    expect([...page.matchAll(/^\.SH (.*)$/gm)].map(([, name]) => name)).toEqual([
      'NAME',
      'SYNOPSIS',
      'COMMANDS',
      'OPTIONS',
      'PRESETS',
      'EXIT STATUS',
      'ENVIRONMENT',
    ])
    expect(page.startsWith('.TH LATCHKEY 1 ')).toBe(true)
  })

  it('has no request but those of man pages, and no line that roff would swallow', () => {
    const requests = page.split('\n').filter(line => /^[.']/.test(line))
    const known = /^\.(?:TH|SH|TP|IP|RS|RE|HP|PP|nh|ad)\b/
    expect(requests.filter(line => !known.test(line))).toEqual([])
    expect(page).not.toMatch(/\\(?![-&e: ]|f[BR]|\[u)/)
    expect(page).toMatch(/^[\n -~]+$/)
  })

  it('can be broken into lines where a language has no spaces, as that language breaks them', () => {
    const said = 'これは「キー」です。zshも、ですか？'
    const japanese = createText({
      language: 'ja',
      messages: new Proxy({} as Messages, { get: () => () => said }),
    })
    const words = manPage(japanese, '1')
      .replaceAll(/\\\[u([0-9A-F]+)\]/g, (_all, code: string) => String.fromCodePoint(parseInt(code, 16)))
      .replaceAll('\\:', '|')
    expect(words).toContain('\n.SH こ|れ|は|「キー」|で|す。|zsh|も、|で|す|か？\n')
  })
})
