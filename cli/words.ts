import { fileTroubles, refusals } from '../common/access-answers.ts'
import { problems } from '../common/problems.ts'
import { printable } from '../common/printable.ts'
import { sentences, type Text } from '../common/text.ts'
import { whole } from './line-breaks.ts'
import { type Failure, type Reason, reasons } from './failure.ts'

const ours = [...reasons, ...refusals]
const isOurs = (reason: Reason): reason is (typeof ours)[number] => ours.includes(reason as never)

/** One line that says what is wrong, and what to do. */
export function wordsFor(text: Text, { reason, detail, data }: Failure, verb: string): string {
  const trouble = fileTroubles.find(one => 'trouble' in data && data.trouble === one)
  if (reason === 'file' && trouble !== undefined)
    return text(`cli.files.${trouble}`, { detail: whole(printable(detail)) })
  if (isOurs(reason)) {
    const help = ['latchkey help', verb].join(' ').trim()
    return text(`cli.failures.${reason}`, { detail: whole(printable(detail)), help: whole(help) })
  }
  if (reason === 'proxy-password') return text('cli.proxyPassword')
  // No command makes the keychain ask.
  if (problems[reason].next === 'unlock')
    return sentences(text(`problems.${reason}.title`), text('cli.unlock'))
  const date = text.longDate(new Date())
  return sentences(text(`problems.${reason}.title`), text(`problems.${reason}.hint`, { date }))
}
