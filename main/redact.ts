import { homedir, hostname } from 'node:os'
import { printable } from '../common/printable.ts'
import { withoutTokens } from './token.ts'
import { isIPv6 } from 'node:net'

// Each takes linear time: a part that could begin anywhere must not have more of the same before it.
const NAMED =
  /((?:X-Plex-Token|authToken|accessToken|auth_token|token|secret|password)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi
const OTHERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(:\/\/)[^\s/@"'<>]+@/g, '$1[secret]@'],
  [/(authorization["']?\s*[=:]\s*["']?\w+ )[^\s"',;}]+/gi, '$1[secret]'],
  [/(\/pins\/)(?:qr\/)?\w+/g, '$1[pin]'],
  [/([?&](?:pin|code)=)\w+/gi, '$1[code]'],
  // Plex's codes have four characters, and no code of an error has.
  [/(\bcode["']?\s{0,9}[=:]?\s{0,9}["']?)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4}(?!\w)/g, '$1[code]'],
  [/(?<![^\s@"'<>])[^\s@"'<>]+@[^\s@"'<>.]+\.[^\s@"'<>]+/g, '[e-mail]'],
]

/**
 * Removes tokens, proxy passwords, PINs, e-mail addresses, public addresses, the computer's name and the home folder from
 * a text, and makes it one printable line.
 */
export function redact(text: string, home = homedir(), host = hostname()): string {
  const line = printable(home.length > 1 ? text.replaceAll(home, '~') : text)
  const told = OTHERS.reduce(
    (told, [pattern, mark]) => told.replace(pattern, mark),
    withoutTokens(line.replace(NAMED, '$1[secret]')),
  )
  return withoutHost(withoutAddresses(told), host)
}

/** As `203.0.113.20`, as in names of plex.direct, and of IPv6; each bounded, and so no longer than any address. */
const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d]|\.\d)/g
const DASHED = /(?<![\w-])\d{1,3}(?:-\d{1,3}){3}(?=\.)/g
const IPV6 = /(?<!\w)[\da-f:]{2,60}/gi

const withoutAddresses = (text: string): string =>
  text
    .replace(IPV4, address => (isPublic(address.split('.')) ? '[address]' : address))
    .replace(DASHED, address => (isPublic(address.split('-')) ? '[address]' : address))
    .replace(IPV6, withoutIpv6)

/** A colon or a port may follow. */
function withoutIpv6(found: string): string {
  const address = [found, found.slice(0, -1), found.replace(/:[^:]*$/, '')].find(isIPv6)
  if (address === undefined || /^(?:f[cdef]|::1?$)/i.test(address)) return found
  return `[address]${found.slice(address.length)}`
}

/** Neither of a home, this computer, a link, a carrier's own network, nor of nobody. */
function isPublic(parts: readonly string[]): boolean {
  const [one = 0, two = 0, ...rest] = parts.map(Number)
  if ([one, two, ...rest].some(part => part > 255)) return false
  if ([0, 10, 127, 255].includes(one)) return false
  if (one === 172) return two < 16 || two > 31
  if (one === 100) return two < 64 || two > 127
  return !(one === 192 && two === 168) && !(one === 169 && two === 254)
}

/** With its domain or without. */
function withoutHost(text: string, host: string): string {
  const names = [host, host.replace(/\..*$/, '')].filter(name => name.length > 1 && name !== 'localhost')
  return names.reduce((told, name) => told.replaceAll(wordOf(name), '[computer]'), text)
}

const wordOf = (name: string): RegExp =>
  new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\\w-])`, 'gi')
