import { useMemo } from 'preact/hooks'
import type { KeyView } from '../../common/keys.ts'
import { isolate } from '../../common/text.ts'
import { accountText, keptText, lentText, stateText } from '../key-text.ts'
import { useAge } from '../use-age.ts'
import { useText } from '../use-text.ts'

interface Props {
  /** Identifies them for what they describe. */
  readonly id: string
  readonly item: KeyView
}

const tones: Readonly<Partial<Record<KeyView['state'], string>>> = {
  dead: 'bad',
  missing: 'bad',
  leaving: 'care',
}

/** What is known of a key: when it was handed out last, what it is for, and what is not as it should be. */
export function KeyFacts({ id, item }: Props) {
  const text = useText()
  const { lent, madeAt, server, state } = item
  const at = lent?.at ?? madeAt
  // The calendar tells when; from then on the window's own clock goes on.
  const age = useAge(useMemo(() => performance.now() - (Date.now() - at), [at])) ?? ''
  const [account, wrong, kept] = [accountText(text, item), stateText(text, item), keptText(text, item)]
  return (
    <div id={id} class="key-facts">
      {wrong !== '' && <p class={tones[state]}>{wrong}</p>}
      {state !== 'missing' && state !== 'dead' && (
        <p class="parts">
          <span>{lentText(text, item, age)}</span>
          <span>{text(lent === null ? 'window.keys.notYet' : `window.keys.how.${lent.how}`)}</span>
          {server !== null && <span>{text('window.keys.forServer', { server: isolate(server.name) })}</span>}
          {account !== null && <span>{account}</span>}
        </p>
      )}
      {kept !== '' && state !== 'dead' && state !== 'missing' && <p class="care">{kept}</p>}
    </div>
  )
}
