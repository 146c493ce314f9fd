import type { Shell } from '../completions.ts'
import type { Work } from '../surroundings.ts'

/** Prints what completes commands in a shell. */
export const completion: Work = async ({ text }, { arguments: [given = ''] }) => {
  const shell = given as Shell
  // A bundle of its own, for the one command that needs it.
  const { completionFor } = await import('../completions.ts')
  const script = completionFor(shell, text)
  return { data: { shell, script }, text: script.trimEnd(), isVerbatim: true }
}
