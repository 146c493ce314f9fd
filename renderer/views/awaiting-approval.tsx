import { useEffect, useRef } from 'preact/hooks'
import type { SignInView } from '../../preload/contract.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { steadyDeadline } from '../countdown.ts'
import { ApprovalStatus } from '../parts/approval-status.tsx'
import { Button } from '../parts/button.tsx'
import { CopyCode } from '../parts/copy-code.tsx'
import { ExpiryTimer } from '../parts/expiry-timer.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon } from '../parts/icons.tsx'
import { LinkCode } from '../parts/link-code.tsx'
import { QrImage } from '../parts/qr-image.tsx'
import { text } from '../text.ts'

interface Props {
  readonly view: Extract<SignInView, { kind: 'awaiting-approval' }>
  readonly deviceName: string
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

export function AwaitingApproval({ view, deviceName, receivedAt }: Props) {
  const { code, qr, remainingMs, lifeMs, trouble } = view
  const deadline = useRef<number | null>(null)
  deadline.current = steadyDeadline(deadline.current, receivedAt + remainingMs)
  useEffect(() => () => announce(''), [])
  return (
    <div class="view">
      <Heading>{text('window.approval.title')}</Heading>
      <div class="ticket">
        <div class="ticket-code">
          <LinkCode code={code} />
          <CopyCode />
        </div>
        <div class="ticket-stub">
          <QrImage path={qr.path} modules={qr.modules} code={code} />
          <div class="stub-notes">
            <p>{text('window.approval.scan')}</p>
            <ExpiryTimer deadline={deadline.current} lifeMs={lifeMs} />
            <p class="fine-print">{text('window.approval.untilExpiry')}</p>
          </div>
        </div>
      </div>
      <ApprovalStatus trouble={trouble} deviceName={deviceName} receivedAt={receivedAt} />
      <div class="actions">
        <Button kind="secondary" onPress={bridge.cancelSignIn}>
          {text('window.approval.cancel')}
        </Button>
        <Button kind="primary" onPress={bridge.openLinkPage}>
          {text('window.approval.openPage')}
          <Icon name="outside" />
        </Button>
      </div>
    </div>
  )
}
