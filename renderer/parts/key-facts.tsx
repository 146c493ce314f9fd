import { useMemo } from 'preact/hooks'
import type { KeyView } from '../../common/keys.ts'
import { isolate } from '../../common/text.ts'
import { accountText, briefText, howText, keptText, lentText, stateText } from '../key-text.ts'
import { useAge } from '../use-age.ts'
import { useText } from '../use-text.ts'
import { visible } from '../visible.ts'

interface Props {
  /** Identifies them for what they describe. */
  readonly id: string
  readonly item: KeyView
  /** Whether one line has to do. */
  readonly isBrief?: boolean
}

const tones: Readonly<Partial<Record<KeyView['state'], string>>> = {
  dead: 'bad',
  missing: 'bad',
  leaving: 'care',
}

/** What is known of a key: when it was handed out last, what it is for, and what is not as it should be. */
export function KeyFacts({ id, item, isBrief = false }: Props) {
  const text = useText()
  const { lent, madeAt, server, state } = item
  const at = lent?.at ?? madeAt
  // The calendar tells when; from then on the window's own clock goes on.
  const age = useAge(useMemo(() => performance.now() - (Date.now() - at), [at])) ?? ''
  const account = accountText(text, item)
  const wrong = isBrief ? briefText(text, item) : stateText(text, item)
  const kept = isBrief ? '' : keptText(text, item)
  const isUsable = state !== 'missing' && state !== 'dead'
  return (
    <div id={id} class="key-facts">
      {wrong !== '' && <p class={isBrief && state === 'alive' ? 'care' : tones[state]}>{wrong}</p>}
      {isUsable && !(isBrief && wrong !== '') && (
        <p class="parts">
          {server !== null && !isBrief && (
            // First: behind the others it is read on from them, where the line breaks.
            <span>{text('window.keys.forServer', { server: isolate(server.name) })}</span>
          )}
          <span>{lentText(text, item, age)}</span>
          {(!isBrief || lent === null || lent.program !== null) && <span>{howText(text, item)}</span>}
          {account !== null && <span>{account}</span>}
        </p>
      )}
      {!isBrief &&
        item.emptied.map(path => (
          <p key={path} class="care">
            {text('cli.keys.cleaned', { path: isolate(visible(path)) })}
          </p>
        ))}
      {kept !== '' && isUsable && <p class="care">{kept}</p>}
    </div>
  )
}
