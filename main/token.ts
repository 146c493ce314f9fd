import { NETWORK_ERRORS } from './network-errors.ts'

/**
 * What a token of plex.tv looks like: 20 characters in those of old, and three parts with dots between in web tokens.
 * One pattern for what is taken for a token and for what no log may have. Not shorter: a log would lose its words.
 */
const SHAPE = String.raw`[\w-]{20,}(?:\.[\w-]+)*`
const WHOLE = new RegExp(`^${SHAPE}$`)
const ANYWHERE = new RegExp(SHAPE, 'g')
const LONGEST = 4_096

/** The names of errors that look like tokens, and are to stay in the log. */
const NAMES: ReadonlySet<string> = new Set(NETWORK_ERRORS.filter(name => WHOLE.test(name)))

/** Whether it can be a token, and so travel in a header. What is a part of an error's name is none. */
export const isToken = (text: string | null): text is string =>
  text !== null &&
  text.length <= LONGEST &&
  WHOLE.test(text) &&
  !NETWORK_ERRORS.some(name => name.includes(text))

/** Takes out every token that `isToken` accepts, whatever stands around it. */
export const withoutTokens = (text: string): string =>
  text.replace(ANYWHERE, word => (NAMES.has(word) ? word : '[secret]'))
