import type { Progress } from '../common/access-answers.ts'
import { printable } from '../common/printable.ts'
import { createCodeDisplay } from './code-display.ts'
import type { Surroundings } from './surroundings.ts'
import { fitted } from './wrap.ts'

/** Says on stderr what goes on until the app has answered about a key. */
export function tellProgress({ stderr, text }: Surroundings, name: string) {
  const shown = printable(name)
  const display = createCodeDisplay(stderr, text, code => text('cli.signIn.key', { name: shown, code }))
  let said = ''
  const say = (words: string) => {
    // A script may read both as one.
    if (words !== said && stderr.isTTY) stderr.write(`${fitted(words, stderr)}\n`).catch(() => {})
    said = words
  }
  return {
    on: (progress: Progress) => {
      if (progress.progress === 'code') return display.show(progress)
      void display.end()
      if (progress.progress === 'asking') return say(text('cli.signIn.asking', { name: shown }))
      if (progress.progress === 'queued') return say(text('cli.signIn.queued', { name: shown }))
      if (progress.problem !== null) say(text(`problems.${progress.problem}.title`))
    },
    end: () => display.end(),
  }
}
