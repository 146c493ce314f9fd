import { useEffect } from 'preact/hooks'
import type { AccessAnswer, AskingProgram } from '../../common/asking-program.ts'
import { isolate } from '../../common/text.ts'
import { bridge } from '../bridge.ts'
import { fileName } from '../file-name.ts'
import { Button } from '../parts/button.tsx'
import { useIsOver } from '../use-remaining.ts'
import { useText } from '../use-text.ts'
import { visible } from '../visible.ts'

interface Props {
  readonly asking: AskingProgram
  /** From when on an answer counts, as a moment of `performance.now()`. */
  readonly answerableAt: number
}

/** Its answers, alike: none stands out, and none counts yet in the first half second. Escape is "Not now". */
export function Answers({ asking: { id, isNew, program, lasting, momentary, file }, answerableAt }: Props) {
  const text = useText()
  const counts = useIsOver(answerableAt)
  const answer = (choice: AccessAnswer['choice']) => bridge.access.answer({ id, choice })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat || event.isComposing) return
      event.preventDefault()
      if (counts) void answer('not-now')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [id, counts])
  const once = text(file !== null ? 'asks.onceFile' : isNew ? 'asks.onceOwn' : 'asks.onceShared')
  const allow = lasting
    ? text('asks.allowed')
    : file !== null
      ? text('asks.unlasting.file')
      : program === null
        ? text('asks.unlasting.unseen')
        : text('asks.unlasting.seen', { program: isolate(visible(fileName(program.path))) })
  return (
    <>
      <div class="actions">
        <Answer choice="not-now" said={text('asks.notNow')} counts={counts} answer={answer} />
        {momentary && (
          <Answer choice="once" said={text('asks.once')} counts={counts} answer={answer} hint={once} />
        )}
        {lasting && (
          <Answer choice="allow" said={text('asks.allow')} counts={counts} answer={answer} hint={allow} />
        )}
      </div>
      <div>
        {momentary && <p class="fine-print">{once}</p>}
        <p class="fine-print" data-testid="allow-note">
          {allow}
        </p>
      </div>
    </>
  )
}

interface AnswerProps {
  readonly choice: AccessAnswer['choice']
  readonly said: string
  readonly counts: boolean
  readonly answer: (choice: AccessAnswer['choice']) => Promise<void>
  readonly hint?: string
}

const Answer = ({ choice, said, counts, answer, hint }: AnswerProps) => (
  <Button
    kind="secondary"
    onPress={() => answer(choice)}
    disabled={!counts}
    testId={`answer-${choice}`}
    {...(hint === undefined ? {} : { hint })}
  >
    {said}
  </Button>
)
