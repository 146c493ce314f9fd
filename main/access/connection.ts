import type { Socket } from 'node:net'
import * as v from 'valibot'
import { type Ask, Hello, LONGEST_ANSWER_BYTES, LONGEST_LINE_BYTES, PROTOCOL } from '../../common/access.ts'
import { Ending, Progress } from '../../common/access-answers.ts'
import type { Clock } from '../clock.ts'
import { answers } from './answers.ts'
import { refused } from './ending.ts'
import { isProven, proofOf } from './pipe.ts'

/** One command that was asked for, as long as somebody is there for its answer. */
export interface Call {
  /** Aborted once whoever asked has gone, or the app quits. */
  readonly gone: AbortSignal
  /** Says what happens meanwhile. A caller that does not read misses it. */
  readonly tell: (progress: Progress) => void
  /** The connection, to find out who is at its other end. */
  readonly socket: Socket
}

/** How a command ended. `stays`: its connection is left open, as long as what it was given is used. */
export interface Answered {
  readonly ending: Ending
  readonly stays?: boolean
}

interface Options {
  readonly clock: Clock
  readonly version: string
  readonly answer: (ask: Ask, call: Call) => Promise<Answered>
  readonly report: (what: string, error?: unknown) => void
}

/** How long a caller may take for its line, and to read the last one. */
export const LINE_WITHIN_MS = 10_000

/** More than that are turned away with a word: `socket.ts` hears a few more. */
export const MOST_SERVED = 1_400

interface Caller {
  /** Whether it has asked for nothing yet. */
  readonly isIdle: () => boolean
  readonly turnAway: () => void
  readonly quit: () => void
}

const OtherProtocol = v.object({ protocol: v.number(), version: v.string() })
const NEWLINE = 0x0a

/** Serves the callers of the socket: one line from each, and lines back. */
export function createConnections({ clock, version, answer, report }: Options) {
  const open = new Set<Caller>()

  /** `secret`: what the caller has to know; null if nobody else could call. */
  function serve(socket: Socket, secret: string | null = null) {
    // It has gone while the code for it was loaded.
    if (socket.destroyed) return
    const life = new AbortController()
    let heard: Buffer[] = []
    let length = 0
    let isAsked = false
    let isAnswered = false
    const caller: Caller = { isIdle: () => !isAsked, turnAway, quit }
    let cancelWait = clock.at(clock.now() + LINE_WITHIN_MS, () => socket.destroy())
    // A caller that has gone needs no answer.
    socket.on('error', () => {})
    socket.on('end', () => {
      life.abort()
      letGo()
    })
    socket.on('close', () => {
      cancelWait()
      open.delete(caller)
      life.abort()
    })
    // A connection does not keep the app from ending.
    socket.unref()
    // Whoever came first and has said nothing makes room for who comes last.
    if (open.size >= MOST_SERVED) ([...open].find(({ isIdle }) => isIdle()) ?? caller).turnAway()
    open.add(caller)

    socket.on('data', (bytes: Buffer) => {
      // More than one line is nothing that we know of.
      if (isAsked) return socket.destroy()
      heard.push(bytes)
      length += bytes.length
      const end = bytes.indexOf(NEWLINE)
      if (length > LONGEST_LINE_BYTES || (end !== -1 && end !== bytes.length - 1))
        return secret === null ? finish(refused('malformed')) : socket.destroy()
      if (end === -1) return
      const line = Buffer.concat(heard).toString('utf8')
      heard = []
      isAsked = true
      cancelWait()
      void serveLine(line)
    })
    socket.resume()

    async function serveLine(line: string) {
      const hello = readHello(line, version)
      // Whoever does not know it is told nothing at all.
      if (secret !== null) {
        const pipe = 'ask' in hello ? hello.pipe : undefined
        if (pipe === undefined || !isProven(pipe, secret)) return void socket.destroy()
        write({ proof: proofOf(secret, 'app', pipe.nonce) })
      }
      if ('end' in hello) return finish(hello)
      const call: Call = { gone: life.signal, tell, socket }
      try {
        const { ending, stays = false } = await answer(hello.ask, call)
        if (life.signal.aborted) return
        const checked = check(hello.ask, ending)
        if (!stays || checked === null) return finish(checked ?? refused('failed'))
        isAnswered = true
        write(checked)
      } catch (error) {
        report('A command was not answered', error)
        finish(refused('failed'))
      }
    }

    /** Only what the protocol knows leaves here: what comes of it as a text is looked at, not what that is made of. */
    function check({ ask }: Ask, ending: Ending): Ending | null {
      const text = JSON.stringify(ending) ?? ''
      const said: unknown = text === '' ? null : JSON.parse(text)
      const isKnown = v.is(Ending, said) && (said.end !== 'done' || v.is(answers[ask], said.data))
      if (isKnown && Buffer.byteLength(text) < LONGEST_ANSWER_BYTES) return said
      report(`The answer to ${ask} was not one`)
      return null
    }

    function tell(progress: Progress) {
      const said: unknown = JSON.parse(JSON.stringify(progress))
      if (!life.signal.aborted && !socket.writableNeedDrain && v.is(Progress, said)) write(said)
    }

    const write = (what: unknown) => void socket.write(`${JSON.stringify(what)}\n`)

    function finish(ending: Ending) {
      if (socket.destroyed) return
      isAsked = true
      socket.end(isAnswered ? '' : `${JSON.stringify(ending)}\n`)
      isAnswered = true
      letGo()
    }

    /** Whoever does not read what is left for it, or does not close, is let go all the same. */
    function letGo() {
      cancelWait()
      cancelWait = clock.at(clock.now() + LINE_WITHIN_MS, () => socket.destroy())
    }

    function turnAway() {
      if (secret === null) finish(refused('crowded'))
      socket.destroySoon()
    }

    function quit() {
      life.abort()
      if (secret !== null && !isAsked) socket.destroy()
      else if (!socket.writableEnded) finish(refused('failed'))
    }
  }

  return {
    serve,
    /** Answers all who wait, since the app quits. What was handed out stays with who has it. */
    dispose() {
      for (const { quit } of open) quit()
    },
  }
}

/** What a line asks for, or why nothing can be made of it. */
export function readHello(line: string, version: string): Hello | Ending {
  let said: unknown
  try {
    said = JSON.parse(line)
  } catch {
    return refused('malformed')
  }
  const other = v.safeParse(OtherProtocol, said)
  if (other.success && other.output.protocol !== PROTOCOL) return refused('protocol', version)
  const hello = v.safeParse(Hello, said)
  return hello.success ? hello.output : refused('malformed')
}
