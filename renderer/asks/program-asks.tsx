import { useLayoutEffect, useRef } from 'preact/hooks'
import type { AskingProgram } from '../../common/asking-program.ts'
import { isolate } from '../../common/text.ts'
import { Icon } from '../parts/icons.tsx'
import { Strong } from '../parts/strong.tsx'
import { useText } from '../use-text.ts'
import { visible } from '../visible.ts'
import { Answers } from './answers.tsx'
import { Facts } from './facts.tsx'
import { Gets } from './gets.tsx'

interface Props {
  readonly asking: AskingProgram
  readonly deviceName: string
  /** From when on an answer counts, as a moment of `performance.now()`. */
  readonly answerableAt: number
}

/**
 * A program asks for a key. The question has the focus itself, so that an accidental Enter or Space answers nothing; and
 * none of its answers stands out.
 */
export function ProgramAsks({ asking, deviceName, answerableAt }: Props) {
  const text = useText()
  const dialog = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => dialog.current?.focus(), [])
  const name = isolate(visible(asking.name))
  const title = asking.program === null ? text('asks.unseenTitle', { name }) : text('asks.title', { name })
  return (
    <div
      ref={dialog}
      class="asks"
      role="alertdialog"
      tabIndex={-1}
      aria-labelledby="asks-title"
      aria-describedby="asks-unseen asks-gets asks-facts asks-everything"
      data-testid="question"
      data-name={asking.name}
    >
      <header>
        <Icon name="key" />
        <div>
          <h1 id="asks-title">
            <Strong sentence={title} part={name} />
          </h1>
          <p class="fine-print">{text('asks.waits')}</p>
        </div>
      </header>
      {asking.program === null && (
        <div id="asks-unseen" class="unseen" data-testid="unseen-program">
          <Icon name="alert" />
          <div>
            <p class="notice-title">{text('asks.unseen.title')}</p>
            <p>{text('asks.unseen.hint')}</p>
          </div>
        </div>
      )}
      <Gets id="asks-gets" asking={asking} deviceName={deviceName} />
      <Facts id="asks-facts" asking={asking} />
      <div class="asks-end">
        <p id="asks-everything" class="everything">
          <Icon name="alert" />
          <span>{text(asking.server?.owned === false ? 'asks.everythingThere' : 'asks.everything')}</span>
        </p>
        <Answers asking={asking} answerableAt={answerableAt} />
      </div>
    </div>
  )
}
