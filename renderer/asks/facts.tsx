import type { AskingProgram } from '../../common/asking-program.ts'
import { presets } from '../../common/presets.ts'
import type { Text } from '../../common/text.ts'
import { Breakable } from '../parts/breakable.tsx'
import { Icon } from '../parts/icons.tsx'
import { useText } from '../use-text.ts'
import { isAnother } from './gets.tsx'
import { visible } from '../visible.ts'

interface Props {
  readonly id: string
  readonly asking: AskingProgram
}

/** With the day, unless that is today. */
const moment = (text: Text, then: Date): string =>
  then.toDateString() === new Date().toDateString()
    ? text.timeOfDay(then.getTime())
    : `${text.longDate(then)}, ${text.timeOfDay(then.getTime())}`

/**
 * What is known of the program, beside those that have the key already: the same name from another path stands out that
 * way. Its command line is the one thing that it says of itself, and comes last.
 */
export function Facts({ id, asking }: Props) {
  const { program, since, server, preset, file, others, chain } = asking
  const text = useText()
  const facts = [program, server, preset, file, ...others, ...chain]
  if (facts.every(fact => fact === null)) return null
  return (
    <dl id={id} class="card asks-facts">
      {program !== null && (
        <>
          <dt>{text('asks.program')}</dt>
          <dd class={isAnother(asking) ? 'path another' : 'path'} data-testid="program">
            <Breakable text={program.path} />
          </dd>
        </>
      )}
      {others.length > 0 && (
        <>
          <dt>{text('asks.others', { count: others.length })}</dt>
          <dd>
            <ul data-testid="others">
              {others.map(path => (
                <li key={path} class="path">
                  <Breakable text={path} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {since !== null && (
        <>
          <dt>{text('asks.since')}</dt>
          <dd data-testid="since">{moment(text, new Date(since))}</dd>
        </>
      )}
      {server !== null && (
        <>
          <dt>{text('asks.server')}</dt>
          <dd data-testid="server">
            <bdi>{visible(server.name)}</bdi>
          </dd>
        </>
      )}
      {preset !== null && (
        <>
          <dt>{text('asks.preset')}</dt>
          <dd data-testid="preset">
            <bdi>{presets[preset].title}</bdi>
          </dd>
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
      {program !== null && program.command !== program.path && (
        <>
          <dt>{text('asks.command')}</dt>
          <dd class="path" data-testid="command">
            <Breakable text={program.command} />
          </dd>
        </>
      )}
    </dl>
  )
}
