import { isDeepStrictEqual } from 'node:util'
import { Garbled } from './garbled.ts'

export interface Setting {
  /** In lower case, as `name`: python-plexapi makes no difference. */
  readonly section: string
  readonly name: string
  readonly value: string
}

/** A setting that goes if it has such a value. */
interface GoneSetting extends Pick<Setting, 'section' | 'name'> {
  readonly isGone: (value: string) => boolean
}

interface Option {
  readonly line: number
  readonly indent: number
  /** Where its value begins in the line. */
  readonly from: number
  /** The lines that its value goes on in. */
  readonly more: number[]
}

interface Section {
  readonly line: number
  readonly indent: number
  readonly options: Map<string, Option>
}

interface Line {
  readonly text: string
  readonly end: string
}

/** The text with these settings, and everything else byte for byte as it was. Throws `Garbled`. */
export function withSettings(text: string, settings: readonly Setting[]): string {
  const expected = valuesOf(text)
  for (const { section, name, value } of settings) expected.set(`${section} ${name}`, value)
  const changed = settings.reduce(withSetting, text)
  if (!isDeepStrictEqual(valuesOf(changed), expected)) throw new Garbled('It would say something else')
  return changed
}

/** The text without a setting, if it has such a value: undefined if not. Throws `Garbled`. */
export function withoutSetting(text: string, { section, name, isGone }: GoneSetting): string | undefined {
  const expected = valuesOf(text)
  if (!isGone(expected.get(`${section} ${name}`) ?? '')) return undefined
  expected.delete(`${section} ${name}`)
  const lines = linesOf(text)
  const found = sectionOf(lines, section)?.options.get(name)
  const gone = new Set(found === undefined ? [] : [found.line, ...found.more])
  const changed = joined(lines.filter((_line, at) => !gone.has(at)))
  if (!isDeepStrictEqual(valuesOf(changed), expected)) throw new Garbled('It would say something else')
  return changed
}

function withSetting(text: string, { section, name, value }: Setting): string {
  const lines = linesOf(text)
  const end = lines.find(line => line.end !== '')?.end ?? '\n'
  const found = sectionOf(lines, section)
  if (found === undefined) {
    const before = text === '' ? '' : ended(text, end) + end
    return `${before}[${section}]${end}${name} = ${value}${end}`
  }
  const option = found.options.get(name)
  const line = option === undefined ? undefined : lines[option.line]
  if (option === undefined || line === undefined) {
    const last = [...found.options.values()].at(-1)
    const after = last?.more.at(-1) ?? last?.line ?? found.line
    const indent = lines[last?.line ?? found.line]?.text.slice(0, last?.indent ?? found.indent) ?? ''
    const kept = joined(lines.slice(0, after + 1))
    return `${ended(kept, end)}${indent}${name} = ${value}${end}${joined(lines.slice(after + 1))}`
  }
  const blanks = line.text.slice(line.text.trimEnd().length)
  const written = { ...line, text: `${line.text.slice(0, option.from)}${value}${blanks}` }
  return joined(
    lines.flatMap((one, at) => (option.more.includes(at) ? [] : [at === option.line ? written : one])),
  )
}

const ended = (text: string, end: string): string => (/(?:[\r\n]|^)$/.test(text) ? text : text + end)

const joined = (lines: readonly Line[]): string => lines.map(({ text, end }) => text + end).join('')

function sectionOf(lines: readonly Line[], name: string): Section | undefined {
  const found = [...sectionsOf(lines)].filter(([header]) => header.toLowerCase() === name)
  if (found.length > 1) throw new Garbled('It has the section twice')
  return found[0]?.[1]
}

function valuesOf(text: string): Map<string, string> {
  const lines = linesOf(text)
  const values = new Map<string, string>()
  for (const [header, { options }] of sectionsOf(lines)) {
    const section = header.toLowerCase()
    for (const [name, { line, from, more }] of options) {
      const parts = [lines[line]?.text.slice(from), ...more.map(at => lines[at]?.text)]
      values.set(`${section} ${name}`, parts.map(part => part?.trim()).join('\n'))
    }
  }
  return values
}

/** Python calls these blanks or line ends, and JavaScript does not, or none of them is in such a file. */
// oxlint-disable-next-line no-control-regex
const ODD = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]/

function linesOf(text: string): Line[] {
  if (ODD.test(text)) throw new Garbled('It is no text')
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n)|([^\r\n]+)$/g)].map(([, whole, end = '', last = '']) => ({
    text: whole ?? last,
    end,
  }))
}

/** As Python's `configparser` reads it, without interpolation. Source: cpython, Lib/configparser.py, `_read`. */
function sectionsOf(lines: readonly Line[]): Map<string, Section> {
  const sections = new Map<string, Section>()
  let section: Section | undefined
  let option: Option | undefined
  let level = 0
  for (const [line, { text }] of lines.entries()) {
    const said = text.trim()
    if (said === '' || said.startsWith('#') || said.startsWith(';')) continue
    const indent = text.length - text.trimStart().length
    if (option !== undefined && indent > level) {
      option.more.push(line)
      continue
    }
    level = indent
    const header = /^\[(.+)\]/.exec(said)?.[1]
    if (header !== undefined) {
      if (sections.has(header)) throw new Garbled('It has a section twice')
      section = { line, indent, options: new Map() }
      sections.set(header, section)
      option = undefined
      continue
    }
    const sign = text.search(/[=:]/)
    const name = text.slice(0, sign).trim().toLowerCase()
    if (section === undefined || sign < 0 || name === '' || section.options.has(name))
      throw new Garbled('Python would not read it')
    const value = text.slice(sign + 1)
    option = { line, indent, from: sign + 1 + value.length - value.trimStart().length, more: [] }
    section.options.set(name, option)
  }
  return sections
}
