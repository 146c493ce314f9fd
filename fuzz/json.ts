import fc from 'fast-check'

type Path = readonly [PropertyKey, ...PropertyKey[]]

/** Values that parsers have stumbled over. */
const awkward = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  1e308,
  2 ** 53,
  -(2 ** 31),
  '',
  ' ',
  'null',
  '0',
  '__proto__',
  'constructor',
  'a\r\nX-Evil: 1',
  '\0',
  '\uFFFE\uFFFF\u{1FFFF}',
  '\u202E\u2066',
  '\uD800',
  '\u200B',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '../../..',
  'x'.repeat(5_000),
  [],
  {},
  [[[[]]]],
  { toString: null, valueOf: null, toJSON: null },
)

export const anyJson = fc.oneof(
  awkward,
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 2 }),
)

interface Blow {
  readonly where: number
  readonly kind: 'put' | 'remove' | 'wrap' | 'add'
  readonly value: unknown
  /** Of what is added. */
  readonly name: string
}

const blow: fc.Arbitrary<Blow> = fc.record({
  where: fc.nat({ max: 1_000 }),
  kind: fc.constantFrom('put', 'put', 'remove', 'wrap', 'add'),
  value: anyJson,
  name: fc.constantFrom('__proto__', 'token'),
})

/** What lies in a value, at any depth. */
function paths(value: unknown, before: readonly PropertyKey[] = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const path: Path = [...before, key] as unknown as Path
    return [path, ...paths(part, path)]
  })
}

/** The sample with up to three of its parts struck: replaced, removed, wrapped, or joined by one of a strange name. */
export function struck(samples: readonly string[]): fc.Arbitrary<unknown> {
  const known = samples.map(sample => ({ sample, paths: paths(JSON.parse(sample)) }))
  return fc.tuple(fc.constantFrom(...known), fc.array(blow, { maxLength: 3 })).map(([base, blows]) => {
    const whole = { root: JSON.parse(base.sample) as unknown }
    for (const { where, kind, value, name } of blows) {
      const path = base.paths[where % (base.paths.length + 1)]
      // A later blow may land in what an earlier one has put there, and the values are drawn again and again.
      strike(whole, path === undefined ? ['root'] : ['root', ...path], {
        kind,
        name,
        value: structuredClone(value),
      })
    }
    return whole.root
  })
}

function strike(whole: object, path: readonly PropertyKey[], { kind, name, value }: Omit<Blow, 'where'>) {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((part, key) => Reflect.get(Object(part) as object, key), whole)
  const key = path.at(-1)
  // An earlier blow may have taken it away.
  if (key === undefined || typeof parent !== 'object' || parent === null) return
  if (kind === 'remove') Reflect.deleteProperty(parent, key)
  else if (kind === 'put') Reflect.set(parent, key, value)
  else if (kind === 'wrap') Reflect.set(parent, key, [Reflect.get(parent, key)])
  else Object.defineProperty(parent, name, { value, enumerable: true, configurable: true })
}

/** Texts that were JSON once: cut, with a byte changed, twice over, or something else altogether. */
export const bytes = (samples: readonly string[]): fc.Arbitrary<Uint8Array> => {
  const encoder = new TextEncoder()
  const whole = struck(samples).map(value => JSON.stringify(value) ?? '')
  const place = fc.nat({ max: 5_000 })
  return fc.oneof(
    { weight: 12, arbitrary: whole.map(text => encoder.encode(text)) },
    {
      weight: 1,
      arbitrary: fc.tuple(whole, place).map(([text, end]) => encoder.encode(text).subarray(0, end)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(whole, place, fc.nat({ max: 255 })).map(([text, at, byte]) => {
        const changed = encoder.encode(text)
        if (changed.length > 0) changed[at % changed.length] = byte
        return changed
      }),
    },
    { weight: 1, arbitrary: whole.map(text => encoder.encode(`\uFEFF${text}${text}`)) },
    { weight: 1, arbitrary: anyJson.map(value => encoder.encode(JSON.stringify(value) ?? '')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  )
}
