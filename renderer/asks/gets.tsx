import type { AskingProgram } from '../../common/asking-program.ts'
import { keyDeviceName } from '../../common/device-names.ts'
import { isolate } from '../../common/text.ts'
import { Icon } from '../parts/icons.tsx'
import { Strong } from '../parts/strong.tsx'
import { useText } from '../use-text.ts'
import { visible } from '../visible.ts'

interface Props {
  readonly id: string
  readonly asking: AskingProgram
  readonly deviceName: string
}

/** Which key it is: one of its own, one that others have, or that of a server. */
export function Gets({ id, asking, deviceName }: Props) {
  const { name, isNew, others, server } = asking
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
  if (isAnother(asking)) {
    return (
      <div id={id} class="unseen" data-testid="another-program">
        <Icon name="alert" />
        <div>
          <p class="notice-title">
            <Strong sentence={text('asks.gets.shared', { key, count: others.length })} part={key} />
          </p>
          <p>{text('asks.another')}</p>
        </div>
      </div>
    )
  }
  return (
    <p id={id} class="gets">
      <Strong
        sentence={isNew ? text('asks.gets.own', { key }) : text('asks.gets.yours', { key })}
        part={key}
      />
    </p>
  )
}

/** Whether the key was given to another program, so that this one must not look like it. */
export const isAnother = ({ isNew, others, server }: AskingProgram): boolean =>
  !isNew && others.length > 0 && server?.owned !== false
