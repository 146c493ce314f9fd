import { completionFor, type Shell } from '../completions.ts'
import { Failure } from '../failure.ts'
import type { Work } from '../surroundings.ts'
import { values } from '../verbs.ts'

const isShell = (name: string): name is Shell => values.SHELL.includes(name as Shell)

/** Prints what completes commands in a shell. */
export const completion: Work = async ({ text }, { arguments: [shell = ''] }) => {
  if (!isShell(shell)) throw new Failure('value', 'usage', { detail: shell })
  const script = completionFor(shell, text)
  return { data: { shell, script }, text: script.trimEnd() }
}
