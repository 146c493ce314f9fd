import type { DatedOf } from '../dated.ts'
import { secondsLeft } from '../countdown.ts'
import { useText } from '../use-text.ts'
import { useRemaining } from '../use-remaining.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

type View = DatedOf<'requesting-code' | 'awaiting-approval'>
type Trouble = NonNullable<View['trouble']>

interface Props {
  readonly view: View
  /** What Plex may tell about once it is approved. */
  readonly deviceNote: string | null
  /** Tries now what is due later; undefined where that cannot be done. */
  readonly tryNow?: () => Promise<void>
}

/** How the attempt is going: well, or what is wrong and when it is tried again. */
export function AttemptStatus({ view, deviceNote, tryNow }: Props) {
  const text = useText()
  if (view.trouble !== null) return <Retrying trouble={view.trouble} tryNow={tryNow} />
  return (
    <div class="status">
      {view.kind === 'awaiting-approval' && (
        <>
          <p class="status-line">
            <span class="pulse" />
            {text('window.approval.waiting')}
          </p>
          {view.renewals > 0 && <p class="fine-print">{text('window.approval.renewed')}</p>}
          {deviceNote !== null && <p class="fine-print">{deviceNote}</p>}
        </>
      )}
    </div>
  )
}

interface RetryingProps {
  readonly trouble: Trouble
  readonly tryNow: (() => Promise<void>) | undefined
}

function Retrying({ trouble, tryNow }: RetryingProps) {
  const text = useText()
  const seconds = secondsLeft(useRemaining(trouble.retryAt))
  return (
    <div class="status notice">
      <Icon name="alert" />
      <div>
        <p class="notice-title">{text(`problems.${trouble.problem}.title`)}</p>
        <p>{seconds > 0 ? text('window.approval.retryIn', { seconds }) : text('window.approval.retrying')}</p>
      </div>
      {tryNow !== undefined && (
        <Button kind="quiet" onPress={tryNow}>
          {text('action.tryNow')}
        </Button>
      )}
    </div>
  )
}
