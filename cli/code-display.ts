import type { Progress } from '../common/access-answers.ts'
import type { Text } from '../common/text.ts'
import { cutTo } from './columns.ts'
import { qrText } from './qr-text.ts'
import type { Output } from './surroundings.ts'
import { fitted } from './wrap.ts'

type Code = Extract<Progress, { progress: 'code' }>

const SECOND_MS = 1_000
/** Back to the beginning of the line, and nothing in it. */
const AGAIN = '\r\u001b[K'

/** Whose code it is: that of a sign-in, or of a key by its name. */
export interface CodeDisplay {
  readonly show: (code: Code) => void
  /** Takes the countdown away; what is written next begins on a line of its own. */
  readonly end: () => Promise<void>
}

/**
 * Shows a code that somebody is to approve, with what a phone reads and, on a terminal, the time that is left on a line
 * of its own.
 */
export function createCodeDisplay(
  output: Output,
  text: Text,
  headline: (code: string) => string,
): CodeDisplay {
  let shown = ''
  let timer: NodeJS.Timeout | undefined
  let until = 0
  let trouble = ''
  let drawn = Promise.resolve()
  const write = (words: string) => {
    drawn = drawn.then(() => output.write(words)).catch(() => {})
  }

  function countDown() {
    const left = Math.max(0, Math.ceil((until - performance.now()) / SECOND_MS))
    const time = `${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}`
    const line = [text('cli.signIn.left', { time }), trouble].filter(part => part !== '').join(' ')
    write(`${AGAIN}${cutTo(output.columns - 1, line)}`)
  }

  function clear() {
    clearInterval(timer)
    timer = undefined
    if (shown !== '' && output.isTTY) write(AGAIN)
    shown = ''
  }

  return {
    show(code) {
      trouble = code.problem === null ? '' : text(`problems.${code.problem}.title`)
      until = performance.now() + code.remainingMs
      if (code.code !== shown) {
        clear()
        shown = code.code
        const { code: letters, link } = code
        drawn = drawn
          .then(async () => output.write(await block(output, text, { headline: headline(letters), link })))
          .catch(() => {})
      }
      if (!output.isTTY) return
      countDown()
      timer ??= setInterval(countDown, SECOND_MS)
    },
    end() {
      clear()
      return drawn
    },
  }
}

async function block(
  output: Output,
  text: Text,
  { headline, link }: { readonly headline: string; readonly link: string },
): Promise<string> {
  if (!output.isTTY) return `${headline}\n${text('cli.signIn.link', { link })}\n`
  // A bundle of its own, for the few commands that show a code.
  const { qrPath } = await import('../common/qr-path.ts')
  const { width, lines } = qrText(qrPath(link), output.coloured)
  if (width > output.columns)
    return `\n${fitted(`${headline}\n${text('cli.signIn.link', { link })}`, output)}\n\n`
  const below = `${headline}\n${text('cli.signIn.scan', { link })}`
  return `\n${lines.join('\n')}\n\n${fitted(below, output)}\n\n`
}
