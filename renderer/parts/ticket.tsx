import { useRef } from 'preact/hooks'
import type { DatedOf } from '../dated.ts'
import { steadyDeadline } from '../countdown.ts'
import { useText } from '../use-text.ts'
import { CopyCode } from './copy-code.tsx'
import { ExpiryTimer } from './expiry-timer.tsx'
import { BlankCode, LinkCode } from './link-code.tsx'
import { QrImage } from './qr-image.tsx'

type Awaiting = DatedOf<'awaiting-approval'>

interface Props {
  /** Null while there is no code yet. */
  readonly view: Awaiting | null
  /** How often the code could not be copied. */
  readonly copiesByHand: number
  /** Has main copy it. */
  readonly copy: () => Promise<void>
}

export function Ticket({ view, copiesByHand, copy }: Props) {
  return (
    <div class={view === null ? 'ticket blank' : 'ticket'}>
      <div class="ticket-code">
        {view === null ? <BlankCode /> : <LinkCode code={view.code} selections={copiesByHand} />}
        <CopyCode code={view?.code ?? null} byHand={copiesByHand} copy={copy} />
      </div>
      <div class="ticket-stub">
        {view === null ? <span class="spinner" /> : <Stub key={view.code} view={view} />}
      </div>
    </div>
  )
}

function Stub({ view: { code, qr, endsAt, lifeMs } }: { readonly view: Awaiting }) {
  const text = useText()
  const deadline = useRef<number | null>(null)
  deadline.current = steadyDeadline(deadline.current, endsAt)
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
