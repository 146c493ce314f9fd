import { Failure } from './failure.ts'
import { meant } from './meant.ts'

/** The name of a key: the one that was given, else that of the program, if that can be one. */
export function keyName(given: string | undefined, program: string | undefined): string {
  if (given !== undefined) return given
  try {
    return meant('NAME', program ?? '', '--for')
  } catch {
    throw new Failure('unnamed', 'usage')
  }
}
