/** A complete type of the D-Bus specification; a container with the types that it holds. */
export interface Type {
  readonly code: string
  readonly holds: readonly Type[]
}

export class WireError extends Error {
  override readonly name = 'WireError'
}

export const DEEPEST = 64
const LONGEST = 255
const BASIC = 'ybnqiuxtdsogh'

/** The types that a signature lists. Throws a `WireError` if it is not valid. */
export function parseSignature(signature: string): readonly Type[] {
  if (signature.length > LONGEST) throw new WireError('A signature is too long')
  let at = 0

  function one(depth: number): Type {
    const code = signature[at++]
    if (code === undefined || depth > DEEPEST)
      throw new WireError('A signature ends too early or is too deep')
    if (BASIC.includes(code) || code === 'v') return { code, holds: [] }
    if (code === '(') return { code, holds: upTo(')', depth) }
    if (code !== 'a') throw new WireError('A signature has an unknown type')
    if (signature[at] !== '{') return { code, holds: [one(depth + 1)] }
    at++
    return { code, holds: [{ code: '{', holds: entry(upTo('}', depth)) }] }
  }

  function upTo(end: string, depth: number): readonly Type[] {
    const types: Type[] = []
    while (signature[at] !== end) types.push(one(depth + 1))
    at++
    if (types.length === 0) throw new WireError('A struct is empty')
    return types
  }

  const all: Type[] = []
  while (at < signature.length) all.push(one(0))
  return all
}

function entry(types: readonly Type[]): readonly Type[] {
  if (types.length !== 2 || !BASIC.includes(types[0]?.code ?? 'none'))
    throw new WireError('A dict is not valid')
  return types
}

const ALIGNMENTS: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
}

/** A value of this type starts at a multiple of this many bytes. */
export const alignment = ({ code }: Type): number => ALIGNMENTS[code] ?? 4
