import type { Progress } from '../../common/access-answers.ts'
import { printable } from '../../common/printable.ts'
import { ask } from '../ask.ts'
import { createCodeDisplay } from '../code-display.ts'
import type { Work } from '../surroundings.ts'

/** Signs the person in. With `--json` each change is a line of its own, and the last one says how it ended. */
export const signIn: Work = async (around, { flags }) => {
  const { text, stdout, stderr, json } = around
  const display = createCodeDisplay(stderr, text, code => text('cli.signIn.code', { code }))
  let waiting = false
  try {
    const { data } = await ask(around, { ask: 'sign-in', open: flags.has('open') }, progress => {
      if (json) {
        stdout.write(`${JSON.stringify({ schema: 1, ...change(progress) })}\n`).catch(() => {})
      } else if (progress.progress === 'code') display.show(progress)
      else if (!waiting && stderr.isTTY) {
        waiting = true
        stderr.write(`${text('cli.signIn.waiting')}\n`).catch(() => {})
      }
    })
    const { account, kept } = data
    const said =
      account === null
        ? text('state.signedInToPlex')
        : text('notifications.signedIn.body', { name: printable(account.name) })
    return { data: { state: 'signed-in', account, kept }, text: said }
  } finally {
    await display.end()
  }
}

function change({ progress: state, ...what }: Progress) {
  return 'remainingMs' in what
    ? { state, ...what, remainingMs: Math.round(what.remainingMs) }
    : { state, ...what }
}
