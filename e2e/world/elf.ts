import { readFile } from 'node:fs/promises'

/** How a native file of Linux is loaded. */
export interface Elf {
  /** Position-independent. */
  readonly movable: boolean
  /** Whether the stack or a segment is both writable and executable. */
  readonly writableCode: boolean
  /** Whether its relocations are read-only once they are done. */
  readonly relro: boolean
  /** Where it looks for libraries before the system does. */
  readonly libraryPaths: readonly string[]
}

const DYN = 3
const segment = { load: 1, dynamic: 2, stack: 0x6474e551, relro: 0x6474e552 } as const
const tag = { strings: 5, rpath: 15, runpath: 29 } as const
const executable = 1
const writable = 2

/** Reads the headers of a 64-bit little-endian file; null if it is not a native file. Format: elf(5). */
export async function readElf(file: string): Promise<Elf | null> {
  const bytes = await readFile(file)
  if (bytes.subarray(0, 4).toString('latin1') !== '\u007FELF') return null
  if (bytes[4] !== 2 || bytes[5] !== 1) throw new Error(`${file} is not 64-bit little-endian`)
  const number = (at: number): number => Number(bytes.readBigUInt64LE(at))

  const [start, size, count] = [number(32), bytes.readUInt16LE(54), bytes.readUInt16LE(56)]
  const segments = Array.from({ length: count }, (_, index) => {
    const at = start + index * size
    const [type, flags] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
    return { type, flags, offset: number(at + 8), address: number(at + 16), length: number(at + 32) }
  })
  const of = (type: number) => segments.filter(each => each.type === type)

  const entries = of(segment.dynamic).flatMap(({ offset, length }) =>
    Array.from({ length: length / 16 }, (_, index) => offset + index * 16).map(at => ({
      tag: number(at),
      value: number(at + 8),
    })),
  )
  const toOffset = (address: number): number => {
    const home = of(segment.load).find(
      each => address >= each.address && address < each.address + each.length,
    )
    return home === undefined ? Number.NaN : address - home.address + home.offset
  }
  const strings = toOffset(entries.find(entry => entry.tag === tag.strings)?.value ?? Number.NaN)
  const textAt = (at: number): string => bytes.subarray(at, bytes.indexOf(0, at)).toString()
  return {
    movable: bytes.readUInt16LE(16) === DYN,
    // Without a header of its own the stack is executable.
    writableCode:
      of(segment.stack).length !== 1 ||
      [...of(segment.stack), ...of(segment.load)].some(
        ({ flags }) => (flags & executable) !== 0 && (flags & writable) !== 0,
      ),
    relro: of(segment.relro).length === 1,
    libraryPaths: entries
      .filter(entry => entry.tag === tag.rpath || entry.tag === tag.runpath)
      .flatMap(({ value }) => textAt(strings + value).split(':')),
  }
}
