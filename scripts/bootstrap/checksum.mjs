import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../shared/say.mjs'

/** The sha256 of a file in lower-case hexadecimal. @param {string} path */
export async function sha256OfFile(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * Passes when the file has that sha256; otherwise deletes it and throws.
 * @param {string} path
 * @param {string} expected
 */
export async function requireSha256(path, expected) {
  const actual = await sha256OfFile(path)
  if (actual === expected) return
  await rm(path, { force: true })
  throw new Problem(
    `The download is not what it should be (sha256 ${actual}, expected ${expected}).\n` +
      'It was deleted. Run the same command again; if this repeats, something on the way changes downloads.',
  )
}
