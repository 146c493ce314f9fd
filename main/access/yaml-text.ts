import { isDeepStrictEqual } from 'node:util'
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { Garbled, isGarbled } from './garbled.ts'

/** `first`: in a list, before what is there, unless it is there already. */
export interface Value {
  readonly path: readonly string[]
  readonly value: string
  readonly as: 'text' | 'first'
}

/** Values that are replaced, by nothing if nothing else. `null` in the path stands for any name. */
export interface Gone {
  readonly path: ReadonlyArray<string | null>
  readonly isGone: (value: string) => boolean
  readonly instead?: string
}

/** The text with these values, and everything else byte for byte as it was. Throws `Garbled`. */
export const withValues = (text: string, values: readonly Value[]): string =>
  guarded(() => values.reduce(withValue, text))

/** The text without such values; undefined if there is none. Throws `Garbled`. */
export const withoutValue = (text: string, gone: Gone): string | undefined =>
  guarded(() => {
    const places = placesOf(read(text).contents, gone)
    if (places.length === 0) return undefined
    return places.reduce(
      (changed, path) => withValue(changed, { path, value: gone.instead ?? '', as: 'text' }),
      text,
    )
  })

/** A hostile file may make the parser run out of stack, or refuse to unfold aliases. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw isGarbled(error) ? error : new Garbled('It is no YAML', { cause: error })
  }
}

function read(text: string) {
  // 1.1 as PyYAML and ruamel.yaml read it. Looking for names that come twice takes the square of their number.
  const document = parseDocument<Node, false>(text, {
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  })
  if (document.errors.length > 0) throw new Garbled('It is no YAML', { cause: document.errors[0] })
  return document
}

function withValue(text: string, given: Value): string {
  const document = read(text)
  const changed = put(text, document.contents, given)
  if (changed === text) return text
  const before = document.toJS({ mapAsMap: true })
  const after = read(changed).toJS({ mapAsMap: true })
  // Another name may stand for the same part of the file.
  if (!isDeepStrictEqual(after, expected(before, given, given.path)))
    throw new Garbled('It would say something else')
  return changed
}

function expected(before: unknown, given: Value, [name, ...rest]: readonly string[]): unknown {
  if (name !== undefined) {
    const map = before instanceof Map ? before : new Map<unknown, unknown>()
    const changed = expected(map.get(name), given, rest)
    if (map.has(name)) return new Map([...map].map(([key, value]) => [key, key === name ? changed : value]))
    return new Map([...map, [name, changed]])
  }
  if (given.as === 'text') return given.value
  return [given.value, ...(Array.isArray(before) ? before : [])]
}

function put(text: string, root: Node | null, { path, value, as }: Value): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  let node: Node | null = root
  let of: Pair<Node, Node | null> | undefined
  for (const [depth, name] of path.entries()) {
    const missing = path.slice(depth)
    if (isNothing(node)) return below(text, of, lines(missing, value, as, end), end)
    if (!isMap<Node, Node | null>(node)) throw new Garbled('Something else is in its place')
    const pairs = node.items.filter(({ key }) => isScalar(key) && key.value === name)
    if (pairs.length > 1) throw new Garbled('It has a name twice')
    if (pairs[0] === undefined) return into(text, node, missing, { value, as, end })
    of = pairs[0]
    node = of.value
  }
  if (as === 'first') return first(text, node, of, value, end)
  if (node === null || !(isScalar(node) || isAlias(node))) throw new Garbled('Something else is in its place')
  return replaced(text, node, value, end)
}

const isNothing = (node: Node | null): boolean =>
  node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '')

const quoted = (value: string): string => JSON.stringify(value)

/** As a block; each line as it is without an indent. */
function lines(path: readonly string[], value: string, as: Value['as'], end: string): string[] {
  const deepest = '  '.repeat(path.length - 1)
  const names = path.map((name, at) => `${'  '.repeat(at)}${name}:`)
  const [last = ''] = names.splice(-1)
  return as === 'text'
    ? [...names, `${last} ${quoted(value)}`].map(line => line + end)
    : [...names, last, `${deepest}  - ${quoted(value)}`].map(line => line + end)
}

/** Under a name that has no value yet, or in a file that has none at all. */
function below(text: string, of: Pair<Node, Node | null> | undefined, added: string[], end: string): string {
  const from = of?.key.range?.[0]
  if (of === undefined || from === undefined) {
    const before = text === '' || text.endsWith('\n') ? text : text + end
    return before + added.join('')
  }
  const next = text.indexOf('\n', from)
  const [before, after] = next < 0 ? [text + end, ''] : [text.slice(0, next + 1), text.slice(next + 1)]
  const indent = `${' '.repeat(from - lineStart(text, from))}  `
  return before + added.map(line => indent + line).join('') + after
}

interface Added {
  readonly value: string
  readonly as: Value['as']
  readonly end: string
}

function into(text: string, map: YAMLMap<Node>, path: readonly string[], { value, as, end }: Added): string {
  if (map.flow === true) {
    const inner = as === 'text' ? quoted(value) : `[${quoted(value)}]`
    const [name = '', ...rest] = path
    const nested = rest.reduceRight((said, one) => `{${one}: ${said}}`, inner)
    return inserted(text, map.range, `${name}: ${nested}${map.items.length === 0 ? '' : ', '}`)
  }
  const from = map.items[0]?.key.range?.[0]
  if (from === undefined) throw new Garbled('It cannot be added to')
  const start = lineStart(text, from)
  const indent = text.slice(start, from)
  if (!/^ *$/.test(indent)) throw new Garbled('It cannot be added to')
  const added = lines(path, value, as, end).map(line => indent + line)
  return text.slice(0, start) + added.join('') + text.slice(start)
}

function first(
  text: string,
  node: Node | null,
  of: Pair<Node, Node | null> | undefined,
  value: string,
  end: string,
): string {
  if (isNothing(node)) return below(text, of, [`- ${quoted(value)}${end}`], end)
  if (!isSeq<Node>(node)) throw new Garbled('Something else is in its place')
  if (node.items.some(item => isScalar(item) && item.value === value)) return text
  if (node.flow === true)
    return inserted(text, node.range, `${quoted(value)}${node.items.length === 0 ? '' : ', '}`)
  const from = node.items[0]?.range?.[0]
  if (from === undefined) throw new Garbled('It cannot be added to')
  const start = lineStart(text, from)
  const indent = /^( *)- +$/.exec(text.slice(start, from))?.[1]
  if (indent === undefined) throw new Garbled('It cannot be added to')
  return `${text.slice(0, start)}${indent}- ${quoted(value)}${end}${text.slice(start)}`
}

/** After the bracket that a list or a map on one line begins with. */
function inserted(text: string, range: Node['range'], added: string): string {
  if (range === undefined || range === null) throw new Garbled('It cannot be added to')
  return text.slice(0, range[0] + 1) + added + text.slice(range[0] + 1)
}

function replaced(text: string, node: Node, value: string, end: string): string {
  if (node.range === undefined || node.range === null) throw new Garbled('It cannot be replaced')
  const [from, to] = node.range
  // A line that was meant to be something else is part of what stands above it where it is further in.
  if (isScalar(node) && node.type === 'PLAIN' && text.slice(from, to).includes('\n'))
    throw new Garbled('It goes over several lines')
  const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
  const before = /[:\s]$/.test(text.slice(from - 1, from)) && text[from - 1] === ':' ? ' ' : ''
  const after = isBlock ? end : text[to] === '#' ? ' ' : ''
  return `${text.slice(0, from)}${before}${quoted(value)}${after}${text.slice(to)}`
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** The paths of all places that have this value. */
function placesOf(node: unknown, { path: [name, ...rest], isGone }: Gone): string[][] {
  if (name === undefined) {
    const isIt =
      isScalar(node) && [node.value, node.source].some(one => typeof one === 'string' && isGone(one))
    return isIt ? [[]] : []
  }
  if (!isMap(node)) return []
  return node.items.flatMap(({ key, value: next }) => {
    if (!isScalar(key) || typeof key.value !== 'string' || (name !== null && key.value !== name)) return []
    const one = key.value
    return placesOf(next, { path: rest, isGone }).map(found => [one, ...found])
  })
}
