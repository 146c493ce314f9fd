import { useRef } from 'preact/hooks'
import type { KeyId } from '../../common/ids.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { secondsLeft } from '../countdown.ts'
import { SHOWN_MS, useSecret } from '../use-secret.ts'
import { useRemaining } from '../use-remaining.ts'
import { useText } from '../use-text.ts'
import type { Refusal } from '../key-text.ts'
import { ToolButton } from './tool-button.tsx'

/** Always as many, so that they do not tell how long a key is. */
const DOTS = '•'.repeat(20)

interface Props {
  readonly id: KeyId
  /** Null when it is shown after all. */
  readonly onRefused: (problem: Refusal | null) => void
}

/** The key as dots; in the page itself only while the person wants to see it. */
export function KeySecret({ id, onRefused }: Props) {
  const text = useText()
  // Not a state: a button that is disabled for a moment is read aloud as one.
  const asking = useRef(false)
  const { secret, show, hide } = useSecret(id, bridge.keys.show, () =>
    announce(text('window.keys.announced.hidden')),
  )
  const press = async () => {
    if (asking.current) return
    if (secret !== null) {
      announce(text('window.keys.announced.hidden'))
      return hide()
    }
    asking.current = true
    const came = await show().finally(() => (asking.current = false))
    if (came.kind === 'late') return
    onRefused(came.kind === 'refused' ? came.problem : null)
    if (came.kind === 'shown') announce(text('window.keys.announced.shown', { seconds: SHOWN_MS / 1_000 }))
  }
  return (
    <>
      <div class="secret">
        <output
          dir="ltr"
          aria-live="off"
          data-testid="key-secret"
          aria-label={text('window.keys.secret')}
          {...(secret === null ? { 'aria-description': text('window.keys.hidden') } : {})}
        >
          {secret === null ? <span aria-hidden="true">{DOTS}</span> : secret.key}
        </output>
        <ToolButton
          icon={secret === null ? 'eye' : 'eye-off'}
          label={text(secret === null ? 'window.keys.show' : 'window.keys.hide')}
          onPress={press}
          testId="show-key"
        />
      </div>
      {secret !== null && <Hides at={secret.hidesAt} />}
    </>
  )
}

function Hides({ at }: { readonly at: number }) {
  const text = useText()
  const seconds = secondsLeft(useRemaining(at))
  return <p class="fine-print centre tabular">{text('window.keys.hidesIn', { seconds })}</p>
}
