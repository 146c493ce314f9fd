import { readable } from '../common/readable.ts'
import { Failure } from './failure.ts'

/** The name of a key as the app takes it. */
export function keyName(name: string | undefined): string {
  const line = readable(name)
  if (line === null) throw new Failure('unnamed', 'usage')
  return line
}
