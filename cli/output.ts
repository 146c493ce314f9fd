import type { WriteStream } from 'node:tty'
import { Failure } from './failure.ts'
import type { Environment } from '../common/given-environment.ts'
import type { Output } from './surroundings.ts'

const WIDTH = 80

/** A stream of this process, written to in order. What nobody reads any more ends the command without a word. */
export function outputTo(stream: WriteStream, environment: Environment): Output {
  // Each write has its own answer; without a listener the first error would end the process.
  stream.on('error', () => {})
  const isTTY = stream.isTTY === true
  return {
    isTTY,
    // A terminal that does not know says 0.
    columns: stream.columns || WIDTH,
    coloured: isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb',
    write: text =>
      new Promise((resolve, reject) => {
        stream.write(text, error => {
          if (error == null) resolve()
          else reject(new Failure('output', 'failed', { detail: codeOf(error) }))
        })
      }),
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
