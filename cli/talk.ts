import type { Socket } from 'node:net'
import { type Ask, type Hello, LONGEST_ANSWER_BYTES, PROTOCOL } from '../common/access.ts'
import type { Ending, Progress } from '../common/access-answers.ts'
import { Failure } from './failure.ts'
import { createLines } from './lines.ts'
import { proving } from './pipe.ts'
import { readMessage } from './read-message.ts'

const FIRST_MS = 30_000
/** Addresses are tried, and plex.tv's clock is asked for. */
const SLOW_MS = 90_000
/** A keychain asks for a password, or plex.tv is waited for. */
const WAITING_MS = 900_000
/** What is to end by itself gets this much longer. */
const AFTER_END_MS = 60_000
const LONGEST_MS = 3_600_000

/** How long the app may be silent after it has said this. */
function patience(said: Progress | undefined, ask: Ask): number {
  if (said === undefined) return ask.ask === 'doctor' || ask.ask === 'servers' ? SLOW_MS : FIRST_MS
  return said.progress === 'waiting' ? WAITING_MS : Math.min(said.remainingMs, LONGEST_MS) + AFTER_END_MS
}

export interface Talk {
  readonly socket: Socket
  readonly path: string
  readonly secret: string | undefined
  readonly version: string
  readonly ask: Ask
  readonly stopped: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/**
 * Asks the app for something, and returns how it ended. Throws a `Failure` if it says nothing, too little or nonsense.
 * The connection stays open.
 */
export async function talk({
  socket,
  path,
  secret,
  version,
  ask,
  stopped,
  onProgress,
}: Talk): Promise<Ending> {
  const proof = secret === undefined ? undefined : proving(secret)
  const hello: Hello = { protocol: PROTOCOL, version, ...(proof && { pipe: proof.pipe }), ask }
  let isProven = proof === undefined
  let timer: NodeJS.Timeout | undefined
  let stop = () => {}
  let hear = (_chunk: Buffer) => {}
  const answer = new Promise<Ending>((resolve, reject) => {
    const fail = (reason: 'silent' | 'ended' | 'garbled') => reject(new Failure(reason, 'failed'))
    const wait = (said?: Progress) => {
      clearTimeout(timer)
      timer = setTimeout(() => fail('silent'), patience(said, ask))
    }
    stop = () => reject(new Failure('interrupted', 'interrupted'))
    hear = createLines(
      LONGEST_ANSWER_BYTES,
      line => {
        if (!isProven) {
          isProven = proof?.isProven(line) === true
          // Whoever took the name of a pipe that is gone.
          if (!isProven) reject(new Failure('shut', 'failed', { detail: path }))
          return
        }
        const message = readMessage(line)
        if (message === undefined) return fail('garbled')
        if ('end' in message) return resolve(message)
        wait(message)
        try {
          onProgress(message)
        } catch (error) {
          reject(error as Error)
        }
      },
      () => fail('garbled'),
    )
    wait()
    socket.once('close', () => fail('ended'))
  })
  stopped.addEventListener('abort', stop)
  socket.on('data', hear)
  if (stopped.aborted) stop()
  else socket.write(`${JSON.stringify(hello)}\n`)
  try {
    return await answer
  } finally {
    clearTimeout(timer)
    stopped.removeEventListener('abort', stop)
    // What still comes is nobody's, but a socket that nobody reads would hold up the app.
    socket.off('data', hear).resume()
  }
}
