import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../common/access.ts'
import { english } from '../common/english.fake.ts'
import { variableNames } from '../common/preset-variables.ts'
import { presetNames } from '../common/presets.ts'
import package_ from '../package.json' with { type: 'json' }
import { parse } from './parse.ts'
import { optionNames, verbNames } from './verbs.ts'

const root = join(import.meta.dirname, '..')
const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'))
/** What is written for people: the pages of docs/ and those at the root. */
const documents = [...pages.map(name => `docs/${name}`), 'README.md', 'SECURITY.md', 'CONTRIBUTING.md'].map(
  name => ({ name, text: readFileSync(join(root, name), 'utf8') }),
)
const forPeople = documents.filter(({ name }) => /^docs|README/.test(name))

/** What stands between fences, in the page or below a point of a list. */
const blocksIn = (text: string) =>
  [...text.matchAll(/^( *)```sh\n(.*?)^\1```/gms)].map(([, , block = '']) => block)
const proseOf = (text: string) => text.replaceAll(/^( *)```.*?^\1```/gms, '')
const codeIn = (text: string) => [...proseOf(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

/** The words of each command of that name in a line of a shell, as the shell takes them apart. */
function commandsIn(line: string, name: string): string[][] {
  const code = line.replace(/(?:^|\s)#.*/, '')
  return [...code.matchAll(new RegExp(String.raw`(?:^|[\s(])${name}(?= |$)([^|;)]*)`, 'g'))].map(
    ([, words = '']) => words.trim().split(/\s+/).filter(Boolean),
  )
}

const linesIn = (text: string) => blocksIn(text).flatMap(block => block.split('\n'))

/** The name of a verb alone is about the verb. */
const isVerb = (code: string) => verbNames.some(name => code === `latchkey ${name}`)

const own = forPeople.flatMap(({ name, text }) =>
  [...linesIn(text), ...codeIn(text).filter(code => code.startsWith('latchkey ') && !isVerb(code))].flatMap(
    line => commandsIn(line, 'latchkey').map(words => ({ name, words })),
  ),
)

describe('the commands in the pages', () => {
  it.each(own.map(({ name, words }) => [`${name}: latchkey ${words.join(' ')}`, words] as const))(
    '%s',
    (_command, words) => {
      expect(() => parse(words)).not.toThrow()
    },
  )

  it('show every preset', () => {
    const shown = new Set(own.filter(({ words }) => words.includes('--as')).map(({ words }) => parse(words)))
    expect(new Set([...shown].map(({ values }) => values.as))).toEqual(new Set(presetNames))
  })

  it('show every verb', () => {
    const shown = new Set(own.map(({ words }) => parse(words).verb))
    expect(verbNames.filter(name => !shown.has(name))).toEqual([])
  })

  it('show every option', () => {
    const shown = new Set(own.flatMap(({ words }) => words))
    expect(optionNames.filter(name => name !== 'help' && !shown.has(`--${name}`))).toEqual([])
  })
})

it('every npm command that a page names is there', () => {
  const named = documents.flatMap(({ text }) =>
    [...linesIn(text), ...codeIn(text)].flatMap(line => commandsIn(line, 'npm')),
  )
  const names = named.flatMap(words =>
    words[0] === 'run'
      ? words.slice(1).find(word => !word.startsWith('-'))
      : words.filter(word => ['start', 'test'].includes(word)).slice(0, 1),
  )
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter(name => name !== undefined && !(name in package_.scripts))).toEqual([])
})

/** Read by electron-builder, by Electron and by the system's loader. */
const OF_OTHERS = ['APPLE_ID', 'ELECTRON_DISABLE_SANDBOX', 'LD_LIBRARY_PATH']
const known = new Set<string>([...OF_OTHERS, ...[null, ...presetNames].flatMap(variableNames)])
const sources = ['cli', 'common', 'main', 'scripts', 'build/linux']
  .flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /(?:\.m?[jt]s|latchkey)$/.test(name) && !/\.test\.\w+$/.test(name))
      .map(name => readFileSync(join(root, folder, name), 'utf8')),
  )
  .join('\n')

it.each(forPeople.map(({ name, text }) => [name, text] as const))(
  '%s names only variables that something reads',
  (_name, text) => {
    const named = [...text.matchAll(/(?<![\w-])[A-Z][A-Z\d]*(?:_[A-Z\d]+)+(?!\w)/g)].map(([word]) => word)
    expect(named.filter(word => !known.has(word) && !sources.includes(word))).toEqual([])
  },
)

it('the table of exit codes is that of the program', () => {
  const page = readFileSync(join(root, 'docs/scripts.md'), 'utf8')
  const rows = [...page.matchAll(/^\| (\d+) +\| (.*?) +\|$/gm)].map(([, code, said = '']) => [
    Number(code),
    said.replaceAll('`', ''),
  ])
  expect(rows).toEqual(
    Object.entries(exitCodes).map(([name, code]) => [
      code,
      english(`cli.exits.${name as keyof typeof exitCodes}`),
    ]),
  )
})

/** As GitHub makes them of headings. */
const anchorsIn = (text: string) =>
  [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )

const languages = readdirSync(join(root, 'docs/languages')).map(file => ({
  name: `docs/languages/${file}`,
  text: readFileSync(join(root, 'docs/languages', file), 'utf8'),
}))
const links = [...documents, ...languages].flatMap(({ name, text }) =>
  [...proseOf(text).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(
    ([, file = '', anchor]) => [name, file, anchor] as const,
  ),
)

it.each(links)('in %s the link %s leads somewhere (%s)', (name, file, anchor) => {
  const place = file === '' ? join(root, name) : join(root, dirname(name), file)
  expect(relative(root, place)).not.toMatch(/^\.\./)
  expect(existsSync(place), place).toBe(true)
  if (anchor !== undefined) expect(anchorsIn(readFileSync(place, 'utf8'))).toContain(anchor)
})

it('every page is reached from the index', () => {
  const reached = links.filter(([name]) => name === 'docs/index.md').map(([, file]) => file)
  expect(pages.filter(name => name !== 'index.md' && !reached.includes(name))).toEqual([])
})

const textsIn = (part: object): string[] =>
  Object.values(part).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? textsIn(value) : [String(value)],
  )
/** The build makes functions of it, so it is read as it is written. */
const said = textsIn(JSON.parse(readFileSync(join(root, 'common/locales/en.json'), 'utf8')) as object)

it.each(documents.filter(({ name }) => name.startsWith('docs/')).map(({ name, text }) => [name, text]))(
  'what %s quotes is what Latchkey says',
  (_name = '', text = '') => {
    const quoted = [...text.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words.replaceAll(/\s+/g, ' '))
    expect(quoted.filter(words => !said.some(one => one.startsWith(words)))).toEqual([])
  },
)
