import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { columns } from './columns.ts'
import { piecesOf, unmarked, whole } from './line-breaks.ts'
import { outputTo } from './output.ts'
import { fitted } from './wrap.ts'

const on = (width: number) => ({ isTTY: true, columns: width })
const PATH = '/home/ada/My Films/写真 一覧/config.yml'

describe('a text on a terminal', () => {
  it.each([
    ['ends its lines between words', 20, 'Latchkey does not answer.', ['Latchkey does not', 'answer.']],
    ['fills a line to its end', 20, 'Latchkey answers not yet', ['Latchkey answers not', 'yet']],
    ['is one line where it fits', 80, 'Latchkey does not answer.', ['Latchkey does not answer.']],
    ['keeps its own lines', 20, 'One.\n\nTwo.', ['One.', '', 'Two.']],
    [
      'counts what is wide',
      20,
      'キーはまだありません。作成してください。',
      ['キーはまだありませ', 'ん。作成してくださ', 'い。'],
    ],
    ['counts emoji', 20, '🎬🎬🎬🎬 🎬🎬🎬🎬 🎬🎬', ['🎬🎬🎬🎬 🎬🎬🎬🎬', '🎬🎬']],
    [
      'counts no colour',
      20,
      '\u001b[32mSigned in\u001b[39m as Ada now',
      ['\u001b[32mSigned in\u001b[39m as Ada now'],
    ],
    [
      'begins no line with the space between',
      20,
      'לא ידועה כאן תיקיית הבית',
      ['לא ידועה כאן תיקיית', 'הבית'],
    ],
    [
      'has a command in one piece, and no space before it',
      24,
      'يُرجى تشغيل «latchkey sign-in» أولًا.',
      ['يُرجى تشغيل', '«latchkey sign-in» أولًا.'],
    ],
    [
      'keeps an option with its value',
      20,
      'Name the key with --for NAME.',
      ['Name the key with', '--for NAME.'],
    ],
    [
      'keeps what the shell puts in',
      20,
      'or write $(latchkey token) there',
      ['or write', '$(latchkey token)', 'there'],
    ],
    ['never breaks a path', 20, `It is in ${whole(PATH)}.`, ['It is in', `${PATH}.`]],
    [
      'never breaks a code',
      20,
      'Enter this code at plex.tv/link: AB12',
      ['Enter this code at', 'plex.tv/link: AB12'],
    ],
    [
      'has the rest of a line below the beginning of its text',
      30,
      'OK    The keychain is open today\n  may be had by /home/ada/backup.py now',
      ['OK    The keychain is open', '      today', '  may be had by', '  /home/ada/backup.py now'],
    ],
    [
      'has nothing begin below what is within a path',
      40,
      `It is in ${whole('/home/ada/My  Films/a.yml')}, which may not be read by others.`,
      ['It is in /home/ada/My  Films/a.yml,', 'which may not be read by others.'],
    ],
    [
      'begins no further than in the middle',
      20,
      'Kometa on the NAS  alive, handed out',
      ['Kometa on the NAS', '  alive, handed out'],
    ],
  ])('%s', (_what, width, text, lines) => {
    expect(fitted(text, on(width)).split('\n')).toEqual(lines)
  })

  it('is as wide as usual where nobody says how wide that is', () => {
    const stream = { isTTY: true, columns: 0, on() {} }
    const lines = fitted('word '.repeat(40), outputTo(stream as never, {})).split('\n')
    expect(Math.max(...lines.map(columns))).toBe(79)
  })
})

it('a text in a pipe is as it is', () => {
  const text = `${'word '.repeat(40)}${whole(PATH)}`
  expect(fitted(text, { isTTY: false, columns: 20 })).toBe(unmarked(text))
})

const folder = join(import.meta.dirname, '../common/locales')
const sentencesIn = (part: unknown): string[] =>
  typeof part === 'string' ? [part] : Object.values(part as object).flatMap(sentencesIn)

describe.each(readdirSync(folder))('every text in %s', file => {
  const { cli, problems } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, object>
  const texts = sentencesIn([cli, problems]).map(text => text.replaceAll(/\{\w+\}/g, whole(PATH)))

  it.each([20, 40, 80, 120, 200])(
    'says the same on a terminal of %i columns, and only what is whole is wider',
    width => {
      for (const text of texts) {
        const lines = fitted(text, on(width)).split('\n')
        const glued = (words: string) => words.replaceAll(/\s/g, '')
        expect(glued(lines.join(''))).toBe(glued(unmarked(text)))
        expect(lines.filter(line => line !== line.trim())).toEqual([])
        if (text.includes(whole(PATH))) expect(lines.join('\n')).toContain(PATH)
        else expect(lines.filter(line => columns(line) > width && piecesOf(line).length > 1)).toEqual([])
      }
    },
  )
})
