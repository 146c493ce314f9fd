import { homedir, hostname } from 'node:os'
import type { DoctorAnswer } from '../../../common/access-answers.ts'
import type { Text } from '../../../common/text.ts'
import { redact } from '../../redact.ts'

const results = ['ok', 'warning', 'failed'] as const

interface Told {
  readonly answer: DoctorAnswer
  /** The last lines of the log. */
  readonly log: readonly string[]
  /** Secrets that nothing gives away as such, like a code that is shown now. */
  readonly known: readonly string[]
}

/** What doctor found and the end of the log, as a text that can be given to others: every line is redacted. */
export function doctorReport(
  text: Text,
  { answer, log, known }: Told,
  { home = homedir(), host = hostname() } = {},
): string {
  const secrets = known.filter(secret => secret !== '')
  const clean = (line: string): string =>
    redact(
      secrets.reduce((told, secret) => told.replaceAll(secret, '[secret]'), line),
      home,
      host,
    )
  const word = (result: (typeof results)[number]) => text(`doctor.result.${result}`)
  const width = Math.max(...results.map(result => word(result).length)) + 1
  const checks = answer.checks.flatMap(({ name, result, said, next }) => [
    `${word(result).padEnd(width)} ${name}: ${said}`,
    ...(next === null ? [] : [`${' '.repeat(width)} ${next}`]),
  ])
  const lines = [text('doctor.report.title'), '', ...checks, '', text('doctor.report.log'), '', ...log]
  return `${lines.map(clean).join('\n')}\n`
}
