import { type Found, readForeign } from '../files/read-foreign.ts'

const LARGEST_ENTRY_BYTES = 65_536

/** `within`: the folders into which a link may lead. */
export const readEntry = (path: string, within: readonly string[]): Promise<Found> =>
  readForeign(path, { largestBytes: LARGEST_ENTRY_BYTES, within })

/** Empty if nothing was read. */
export const readText = (found: Found): string => (found.kind === 'read' ? found.bytes.toString() : '')

/** Empty if there is no file. Throws if there is one that was not read, or could not be written back unchanged. */
export function textOf(found: Found): string {
  if (found.kind === 'unread')
    throw new Error('The entry that is there could not be read', { cause: found.why })
  if (found.kind !== 'read') return ''
  const text = readText(found)
  if (!Buffer.from(text).equals(found.bytes)) throw new Error('The entry that is there is no text')
  return text
}
