import { homedir } from 'node:os'
import { printable } from '../common/printable.ts'
import { withoutTokens } from './token.ts'

// Each takes linear time: a part that could begin anywhere must not have more of the same before it.
const NAMED =
  /((?:X-Plex-Token|authToken|accessToken|auth_token|token|secret|password)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi
const OTHERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(:\/\/)[^\s/@"'<>]+@/g, '$1[secret]@'],
  [/(authorization["']?\s*[=:]\s*["']?\w+ )[^\s"',;}]+/gi, '$1[secret]'],
  [/(\/pins\/)(?:qr\/)?\w+/g, '$1[pin]'],
  [/([?&](?:pin|code)=)\w+/gi, '$1[code]'],
  [/(?<![^\s@"'<>])[^\s@"'<>]+@[^\s@"'<>.]+\.[^\s@"'<>]+/g, '[e-mail]'],
]

/**
 * Removes tokens, proxy passwords, PINs, e-mail addresses and the home folder from a text, and makes it one printable
 * line.
 */
export function redact(text: string, home = homedir()): string {
  const line = printable(home.length > 1 ? text.replaceAll(home, '~') : text)
  return OTHERS.reduce(
    (told, [pattern, mark]) => told.replace(pattern, mark),
    withoutTokens(line.replace(NAMED, '$1[secret]')),
  )
}
