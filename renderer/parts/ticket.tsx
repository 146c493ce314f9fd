import { useRef } from 'preact/hooks'
import type { ViewOf } from '../../common/sign-in-view.ts'
import { steadyDeadline } from '../countdown.ts'
import { text } from '../../common/text.ts'
import { CopyCode } from './copy-code.tsx'
import { ExpiryTimer } from './expiry-timer.tsx'
import { BlankCode, LinkCode } from './link-code.tsx'
import { QrImage } from './qr-image.tsx'

type Awaiting = ViewOf<'awaiting-approval'>

interface Props {
  /** Null while there is no code yet. */
  readonly view: Awaiting | null
  /** How often the code was to be copied, and could not be. */
  readonly copiesByHand: number
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

export function Ticket({ view, copiesByHand, receivedAt }: Props) {
  return (
    <div class={view === null ? 'ticket blank' : 'ticket'}>
      <div class="ticket-code">
        {view === null ? <BlankCode /> : <LinkCode code={view.code} selections={copiesByHand} />}
        <CopyCode code={view?.code ?? null} byHand={copiesByHand} />
      </div>
      <div class="ticket-stub">
        {view === null ? (
          <span class="spinner" />
        ) : (
          <Stub key={view.code} view={view} receivedAt={receivedAt} />
        )}
      </div>
    </div>
  )
}

interface StubProps extends Pick<Props, 'receivedAt'> {
  readonly view: Awaiting
}

function Stub({ view: { code, qr, remainingMs, lifeMs }, receivedAt }: StubProps) {
  const deadline = useRef<number | null>(null)
  deadline.current = steadyDeadline(deadline.current, receivedAt + remainingMs)
  return (
    <>
      <QrImage path={qr.path} modules={qr.modules} code={code} />
      <div class="stub-notes">
        <p>{text('window.approval.scan')}</p>
        <ExpiryTimer deadline={deadline.current} lifeMs={lifeMs} />
        <p class="fine-print">{text('window.approval.untilExpiry')}</p>
      </div>
    </>
  )
}
