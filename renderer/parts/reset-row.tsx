import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Snapshot } from '../../common/contract.ts'
import { takeable } from '../../common/keys-at-hand.ts'
import { sentences, type Text } from '../../common/text.ts'
import { whyNoReset } from '../../common/why-no-reset.ts'
import { resetAndSaySo } from '../after-reset.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { AskedOnce } from './asked-once.tsx'

/** The end of everything that Latchkey has, after a question that says what that is. */
export function ResetRow({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  const [asked, setAsked] = useState<'not' | 'now' | 'before'>('not')
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (asked === 'before') button.current?.focus()
  }, [asked])
  const why = whyNoReset(snapshot)
  const said = why ?? 'hint'

  if (asked === 'now' && why === null) {
    return (
      <li class="row revoking">
        <AskedOnce
          id="reset"
          title={text('window.settings.resetAsk.title')}
          effect={lost(text, snapshot)}
          keep={text('action.cancel')}
          revoke={text('window.settings.resetAsk.yes')}
          onKeep={() => setAsked('before')}
          onRevoke={() => resetAndSaySo(text, bridge.app.reset)}
        />
      </li>
    )
  }
  return (
    <li class="row hit">
      <div>
        <button
          ref={button}
          type="button"
          class="row-hit ends"
          aria-describedby="reset-said"
          aria-disabled={why !== null}
          data-testid="reset"
          onClick={() => why === null && setAsked('now')}
        >
          {text('window.settings.reset.title')}
        </button>
        <p id="reset-said" class="fine-print">
          {text(`window.settings.reset.${said}`)}
        </p>
      </div>
    </li>
  )
}

/** What is lost, in sentences. */
function lost(text: Text, { session, keys: { list } }: Snapshot): string {
  const count = takeable(list)
  return sentences(
    session?.kind === 'signed-in' ? text('window.settings.resetAsk.session') : '',
    count > 0 ? text('window.settings.resetAsk.keys', { count }) : '',
    text('window.settings.resetAsk.settings'),
  )
}
