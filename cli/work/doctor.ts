import { printable } from '../../common/printable.ts'
import { ask } from '../ask.ts'
import { columns } from '../columns.ts'
import { Failure } from '../failure.ts'
import { mark } from '../mark.ts'
import type { Work } from '../surroundings.ts'

const results = ['ok', 'warning', 'failed'] as const
const looks = { ok: 'good', warning: 'warning', failed: 'bad' } as const satisfies Record<
  (typeof results)[number],
  string
>

/** Checks what the app needs. */
export const doctor: Work = async around => {
  const { data, failure } = await ask(around, { ask: 'doctor' })
  const { stdout, text } = around
  const word = (result: keyof typeof looks) => text(`doctor.result.${result}`)
  const width = Math.max(...results.map(result => columns(word(result))))
  const padded = (said: string) => `${said}${' '.repeat(width - columns(said))}`
  const lines = data.checks.flatMap(({ result, said, next }) => [
    `${mark(stdout, looks[result], padded(word(result)))}  ${printable(said)}`,
    ...(next === null ? [] : [`${padded('')}  ${printable(next)}`]),
  ])
  const isFailed = failure !== undefined || data.checks.some(({ result }) => result === 'failed')
  return { data, text: lines.join('\n'), failure: isFailed ? new Failure('unhealthy', 'failed') : undefined }
}
