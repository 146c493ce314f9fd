import type { AskingProgram } from '../../common/asking-program.ts'
import { Breakable } from '../parts/breakable.tsx'
import { Icon } from '../parts/icons.tsx'
import { useText } from '../use-text.ts'

interface Props {
  readonly id: string
  readonly asking: AskingProgram
}

/** What is known of the program: nothing here is what it says of itself, but its command line. */
export function Facts({ id, asking: { program, chain, file } }: Props) {
  const text = useText()
  if (program === null && chain.length === 0 && file === null) return null
  return (
    <dl id={id} class="card asks-facts">
      {program !== null && (
        <>
          <dt>{text('asks.program')}</dt>
          <dd class="path" data-testid="program">
            <Breakable text={program.path} />
          </dd>
          {program.command !== program.path && (
            <>
              <dt>{text('asks.command')}</dt>
              <dd class="path" data-testid="command">
                <Breakable text={program.command} />
              </dd>
            </>
          )}
        </>
      )}
      {file !== null && (
        <>
          <dt>{text('asks.file')}</dt>
          <dd class="path" data-testid="file">
            <Breakable text={file} />
          </dd>
        </>
      )}
      {chain.length > 0 && (
        <>
          <dt>{text('asks.startedBy')}</dt>
          <dd class="chain" data-testid="chain">
            {chain.toReversed().map((each, index) => (
              <span key={index}>
                {index > 0 && <Icon name="next" />} <Breakable text={each} />
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
