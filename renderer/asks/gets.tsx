import type { AskingProgram } from '../../common/asking-program.ts'
import { keyDeviceName } from '../../common/device-names.ts'
import { isolate } from '../../common/text.ts'
import { Breakable } from '../parts/breakable.tsx'
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
  if (isNew) {
    return (
      <p id={id} class="gets">
        <Strong sentence={text('asks.gets.own', { key })} part={key} />
      </p>
    )
  }
  return (
    <div id={id} class="gets">
      <p>
        <Strong
          sentence={count === 0 ? text('asks.gets.yours', { key }) : text('asks.gets.shared', { key, count })}
          part={key}
        />
      </p>
      {count > 0 && (
        <ul data-testid="others">
          {others.map(path => (
            <li key={path} class="path">
              <Breakable text={path} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
