import type { AskingProgram } from '../../common/asking-program.ts'
import { keyDeviceName } from '../../common/device-names.ts'
import { isolate } from '../../common/text.ts'
import { Strong } from '../parts/strong.tsx'
import { useText } from '../use-text.ts'
import { visible } from '../visible.ts'

interface Props {
  readonly id: string
  readonly asking: AskingProgram
  readonly deviceName: string
}

/** Which key it is: one of its own, or one that others have. */
export function Gets({ id, asking: { name, isNew, others }, deviceName }: Props) {
  const text = useText()
  const key = isolate(isNew ? keyDeviceName(name, deviceName) : visible(name))
  const count = others.length
  const sentence = isNew
    ? text('asks.gets.own', { key })
    : count === 0
      ? text('asks.gets.yours', { key })
      : text('asks.gets.shared', { key, count })
  return (
    <p id={id} class="gets">
      <Strong sentence={sentence} part={key} />
    </p>
  )
}
