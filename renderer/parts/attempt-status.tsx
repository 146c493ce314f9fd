import type { ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { secondsLeft } from '../countdown.ts'
import { isolate, text } from '../../common/text.ts'
import { useRemaining } from '../use-remaining.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

type View = ViewOf<'requesting-code' | 'awaiting-approval'>
type Trouble = NonNullable<View['trouble']>

interface Props {
  readonly view: View
  readonly deviceName: string
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

/** One place that says how the attempt goes: well, or what is wrong and when it is tried again. */
export function AttemptStatus({ view, deviceName, receivedAt }: Props) {
  if (view.trouble !== null) return <Retrying trouble={view.trouble} receivedAt={receivedAt} />
  return (
    <div class="status">
      {view.kind === 'awaiting-approval' && (
        <>
          <p class="status-line">
            <span class="pulse" />
            {text('window.approval.waiting')}
          </p>
          {view.renewals > 0 && <p class="fine-print">{text('window.approval.renewed')}</p>}
          <p class="fine-print">{text('window.approval.deviceNote', { deviceName: isolate(deviceName) })}</p>
        </>
      )}
    </div>
  )
}

function Retrying({ trouble, receivedAt }: { readonly trouble: Trouble; readonly receivedAt: number }) {
  const seconds = secondsLeft(useRemaining(receivedAt + trouble.retryInMs))
  return (
    <div class="status notice">
      <Icon name="alert" />
      <div>
        <p class="notice-title">{text(`problems.${trouble.problem}.title`)}</p>
        <p>{seconds > 0 ? text('window.approval.retryIn', { seconds }) : text('window.approval.retrying')}</p>
      </div>
      <Button kind="quiet" onPress={bridge.tryNow}>
        {text('action.tryNow')}
      </Button>
    </div>
  )
}
