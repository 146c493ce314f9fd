import { createHash } from 'node:crypto'

/** What tells one text from another without saying it: SHA-256, in hexadecimal digits. */
export const markOf = (text: string): string => createHash('sha256').update(text).digest('hex')
