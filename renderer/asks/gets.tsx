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

/** Which key it is: one of its own, one that others have, or that of a server. */
export function Gets({ id, asking: { name, isNew, others, server }, deviceName }: Props) {
  const text = useText()
  if (server?.owned === false) {
    const shared = isolate(visible(server.name))
    return (
      <p id={id} class="gets">
        <Strong sentence={text('asks.gets.ofServer', { server: shared })} part={shared} />
      </p>
    )
  }
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
