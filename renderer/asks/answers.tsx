import type { AccessAnswer, AskingProgram } from '../../common/asking-program.ts'
import type { Text } from '../../common/text.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { useDocumentEvent } from '../use-document-event.ts'
import { useIsOver } from '../use-remaining.ts'
import { useText } from '../use-text.ts'

interface Props {
  readonly asking: AskingProgram
  /** From when on an answer counts, as a moment of `performance.now()`. */
  readonly answerableAt: number
}

/** Its answers, alike: none stands out, and none counts yet in the first half second. Escape is "Not now". */
export function Answers({ asking, answerableAt }: Props) {
  const { id, unlasting, momentary } = asking
  const text = useText()
  const counts = useIsOver(answerableAt)
  const answer = (choice: AccessAnswer['choice']) => bridge.access.answer({ id, choice })
  useDocumentEvent('keydown', event => {
    if (event.key !== 'Escape' || event.repeat || event.isComposing) return
    event.preventDefault()
    if (counts) void answer('not-now')
  })
  const once = onceOf(text, asking)
  const allow = text(unlasting === null ? 'asks.allowed' : `asks.unlasting.${unlasting}`)
  return (
    <>
      <div class="actions">
        <Answer choice="not-now" said={text('asks.notNow')} counts={counts} answer={answer} />
        {momentary && (
          <Answer choice="once" said={text('asks.answerOnce')} counts={counts} answer={answer} hint={once} />
        )}
        {unlasting === null && (
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

/** What becomes of the key, as it is for that key. */
function onceOf(text: Text, { isNew, server, file, watched }: AskingProgram): string {
  if (file !== null) return text('asks.once.file')
  if (server?.owned === false) return text('asks.once.ofServer')
  if (!isNew) return text('asks.once.shared')
  return text(watched ? 'asks.once.own' : 'asks.once.ownForAnHour')
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
