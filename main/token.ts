import { NETWORK_ERRORS } from './network-errors.ts'

/**
 * What a plex.tv token looks like: 20 characters in older ones, three parts separated by dots in web tokens. The same
 * pattern decides what is accepted as a token and what is kept out of the log. Shorter, and ordinary words would be
 * removed from the log.
 */
const SHAPE = String.raw`[\w-]{20,}(?:\.[\w-]+)*`
const WHOLE = new RegExp(`^${SHAPE}$`)
const ANYWHERE = new RegExp(SHAPE, 'g')
const LONGEST = 4_096

/** Names of errors that look like tokens but should stay in the log. */
const NAMES: ReadonlySet<string> = new Set(NETWORK_ERRORS.filter(name => WHOLE.test(name)))

/** Whether it can be a token, and so be sent in a header. The name of an error, or part of one, cannot. */
export const isToken = (text: string | null): text is string =>
  text !== null &&
  text.length <= LONGEST &&
  WHOLE.test(text) &&
  !NETWORK_ERRORS.some(name => name.includes(text))

/** Removes everything that `isToken` would accept, whatever is around it. */
export const withoutTokens = (text: string): string =>
  text.replace(ANYWHERE, word => (NAMES.has(word) ? word : '[secret]'))
