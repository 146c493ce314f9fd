import { printable } from '../../common/printable.ts'
import { ask } from '../ask.ts'
import { Failure } from '../failure.ts'
import { mark } from '../mark.ts'
import type { Work } from '../surroundings.ts'

const looks = { ok: 'good', warning: 'warning', failed: 'bad' } as const
const WIDTH = 'warning'.length

/** Checks what the app needs. */
export const doctor: Work = async around => {
  const { data, failure } = await ask(around, { ask: 'doctor' })
  const { stdout } = around
  const lines = data.checks.flatMap(({ result, said, next }) => [
    `${mark(stdout, looks[result], result.padEnd(WIDTH))}  ${printable(said)}`,
    ...(next === null ? [] : [`${' '.repeat(WIDTH)}  ${printable(next)}`]),
  ])
  const isFailed = failure !== undefined || data.checks.some(({ result }) => result === 'failed')
  return { data, text: lines.join('\n'), failure: isFailed ? new Failure('unhealthy', 'failed') : undefined }
}
