import { useLayoutEffect, useRef } from 'preact/hooks'
import type { SignInView } from '../../preload/contract.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { secondsLeft } from '../countdown.ts'
import { isolate, text } from '../text.ts'
import { useRemaining } from '../use-remaining.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

type Trouble = Extract<SignInView, { kind: 'awaiting-approval' }>['trouble']

interface Props {
  readonly trouble: Trouble
  readonly deviceName: string
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

/** One place that says how the wait goes: well, or what is wrong and when it is tried again. */
export function ApprovalStatus({ trouble, deviceName, receivedAt }: Props) {
  useAnnouncedTrouble(trouble)
  if (trouble !== null) return <Retrying trouble={trouble} receivedAt={receivedAt} />
  return (
    <div class="status">
      <p class="status-line">
        <span class="pulse" />
        {text('window.approval.waiting')}
      </p>
      <p class="fine-print">{text('window.approval.deviceNote', { deviceName: isolate(deviceName) })}</p>
    </div>
  )
}

function Retrying({ trouble, receivedAt }: { trouble: NonNullable<Trouble>; receivedAt: number }) {
  const seconds = secondsLeft(useRemaining(receivedAt + trouble.retryInMs))
  return (
    <div class="status notice">
      <Icon name="alert" />
      <div>
        <p class="notice-title">{text(`problems.${trouble.problem}.title`)}</p>
        <p>{seconds > 0 ? text('window.approval.retryIn', { seconds }) : text('window.approval.retrying')}</p>
      </div>
      <Button kind="quiet" onPress={bridge.tryNow}>
        {text('window.approval.tryNow')}
      </Button>
    </div>
  )
}

function useAnnouncedTrouble(trouble: Trouble): void {
  const problem = trouble?.problem ?? null
  const last = useRef<typeof problem>(null)
  useLayoutEffect(() => {
    if (problem === last.current) return
    announce(problem === null ? text('window.approval.reconnected') : text(`problems.${problem}.title`))
    last.current = problem
  }, [problem])
}
