import { spawn, execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { connectToX } from '../../main/platform/x11/connection.ts'
import type { Display } from '../../main/platform/x11/display.ts'
import { halves, words } from '../../main/platform/x11/encoding.ts'
import { eventually } from './eventually.ts'

const run = promisify(execFile)

/** The clipboard of an X display, as other programs have it. */
export interface XClipboard {
  /** What is there in this form; null if there is nothing. */
  read(target?: string): Promise<string | null>
  /** Has another program copy a text, which it has until somebody else copies. Returns a function that ends it. */
  copy(text: string): Promise<() => Promise<void>>
}

export function clipboardOf(display: string): XClipboard {
  const args = ['-display', display, '-selection', 'clipboard']
  const read = (target = 'UTF8_STRING') =>
    run('xclip', [...args, '-o', '-t', target], { timeout: 5_000 }).then(
      ({ stdout }) => stdout,
      () => null,
    )
  return {
    read,
    async copy(text) {
      const program = spawn('xclip', [...args, '-i', '-quiet'], { stdio: ['pipe', 'ignore', 'ignore'] })
      const ended = once(program, 'exit')
      program.stdin.end(text)
      await eventually('another program to copy', async () => (await read()) === text)
      return async () => {
        program.kill()
        await ended
      }
    },
  }
}

// x.org/releases/current/doc/xproto/x11protocol.html
const CREATE_WINDOW = 1
const CONVERT_SELECTION = 24
const GET_INPUT_FOCUS = 43

/** A program that asks for the clipboard many times, and goes away without a look at the answers. */
export const askAndGo = (display: Display): Promise<void> =>
  new Promise(gone => {
    const end = connectToX(display, {
      opened({ firstNumber: window, root, atom, send, ask }) {
        const shape = Buffer.concat([halves(1, 1, 0, 0), words(0, 0)])
        send(CREATE_WINDOW, Buffer.concat([words(window, root, 0), shape]))
        atom('CLIPBOARD', clipboard =>
          atom('UTF8_STRING', text => {
            for (let times = 0; times < 500; times++) {
              send(CONVERT_SELECTION, words(window, clipboard, text, times % 2 === 0 ? text : 0x1fff_ffff, 0))
            }
            ask(GET_INPUT_FOCUS, Buffer.alloc(0), () => end())
          }),
        )
      },
      happened() {},
      refused() {},
      closed: gone,
    })
  })
