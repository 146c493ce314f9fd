import { completionFor, type Shell } from '../completions.ts'
import type { Work } from '../surroundings.ts'

/** Prints what completes commands in a shell. */
export const completion: Work = async ({ text }, { arguments: [given = ''] }) => {
  const shell = given as Shell
  const script = completionFor(shell, text)
  return { data: { shell, script }, text: script.trimEnd() }
}
