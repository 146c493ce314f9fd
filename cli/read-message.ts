import * as v from 'valibot'
import { Ending, Progress } from '../common/access-answers.ts'

const Message = v.union([Ending, Progress])

/** What a line of the app says; undefined for anything that no app of this release says. */
export function readMessage(line: string): Ending | Progress | undefined {
  try {
    const { success, output } = v.safeParse(Message, JSON.parse(line))
    return success ? output : undefined
  } catch {
    return undefined
  }
}
