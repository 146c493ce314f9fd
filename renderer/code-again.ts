import { spelled, type Text } from '../common/text.ts'
import { type Announcement, polite } from './announcement.ts'

/** The code letter by letter, for who has missed it. */
export const codeAgain = (text: Text, code: string): Announcement =>
  polite(text('window.approval.codeLabel', { letters: spelled(code) }))
