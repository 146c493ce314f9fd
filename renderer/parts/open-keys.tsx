import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Keys } from '../../common/keys.ts'
import { isBackFrom, openKeys } from '../route.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

/** The way to the keys of programs, as a row of its own. Coming back puts the focus on it again. */
export function OpenKeys({ list }: { readonly list: Keys['list'] }) {
  const text = useText()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isBackFrom('keys')) button.current?.focus()
  }, [])
  const dead = list.filter(({ state }) => state === 'dead').length
  return (
    <div class={dead > 0 ? 'card keys-row warning' : 'card keys-row'}>
      <Icon name={dead > 0 ? 'alert' : 'key'} />
      <div>
        <button ref={button} type="button" class="row-hit" data-testid="open-keys" onClick={openKeys}>
          {text('keys.title')} <span class="count">{list.length}</span>
        </button>
        {dead > 0 && <p class="fine-print">{text('window.keys.refusedByPlex', { count: dead })}</p>}
      </div>
      <span class="way">
        <Icon name="next" />
      </span>
    </div>
  )
}
