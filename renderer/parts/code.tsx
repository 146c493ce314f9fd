import { useRef } from 'preact/hooks'
import type { DatedOf } from '../dated.ts'
import { steadyDeadline } from '../countdown.ts'
import { useText } from '../use-text.ts'
import { CopyCode } from './copy-code.tsx'
import { BlankTimer, ExpiryTimer } from './expiry-timer.tsx'
import { BlankCode, LinkCode } from './link-code.tsx'
import { QrImage } from './qr-image.tsx'
import { ReadAgain } from './read-again.tsx'

type Awaiting = DatedOf<'awaiting-approval'>

interface Props {
  /** Null while there is no code yet. */
  readonly view: Awaiting | null
  /** How often the code could not be copied. */
  readonly copiesByHand: number
  /** Has main copy it. */
  readonly copy: () => Promise<void>
  /** Says where to enter it, where that is not all. */
  readonly enter?: string
}

/**
 * The code of an attempt, to scan and to enter. It is the cut of a key: the time left is its bow, the characters are its
 * teeth. Screen readers come to the code first, and see the QR code after it.
 */
export function Code({ view, copiesByHand, copy, enter }: Props) {
  const text = useText()
  return (
    <div class={view === null ? 'code-card blank' : 'code-card'}>
      <p class="or">
        <AtLinkPage said={enter ?? text('window.approval.or')} />
      </p>
      <div class="key-code">
        {view === null ? <BlankTimer /> : <Timer key={view.code} view={view} />}
        <div class="blade">
          {view === null ? <BlankCode /> : <LinkCode code={view.code} selections={copiesByHand} />}
        </div>
        <CopyCode code={view?.code ?? null} byHand={copiesByHand} copy={copy} />
        {view !== null && <ReadAgain code={view.code} />}
      </div>
      <div class="qr">
        {view === null ? (
          <span class="spinner" />
        ) : (
          <QrImage path={view.qr.path} modules={view.qr.modules} code={view.code} />
        )}
      </div>
    </div>
  )
}

const LINK_PAGE = 'plex.tv/link'

/** The text, with the address that is to be typed in one piece. */
function AtLinkPage({ said }: { readonly said: string }) {
  const at = said.indexOf(LINK_PAGE)
  if (at < 0) return <>{said}</>
  return (
    <>
      {said.slice(0, at)}
      <b class="unbroken">{LINK_PAGE}</b>
      {said.slice(at + LINK_PAGE.length)}
    </>
  )
}

function Timer({ view: { endsAt, lifeMs } }: { readonly view: Awaiting }) {
  const deadline = useRef<number | null>(null)
  deadline.current = steadyDeadline(deadline.current, endsAt)
  return <ExpiryTimer deadline={deadline.current} lifeMs={lifeMs} />
}
