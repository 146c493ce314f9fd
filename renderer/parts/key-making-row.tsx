import type { Keys } from '../../common/keys.ts'
import { isolate } from '../../common/text.ts'
import { refusalTitle } from '../key-text.ts'
import { isBackFrom, openNewKey } from '../route.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** The key that is being made, as a row. It is opened where the person sees how it goes, or approves it. */
export function KeyMakingRow({ making: { name, byHand } }: { readonly making: NonNullable<Keys['making']> }) {
  const text = useText()
  return (
    <li class="key-row" data-testid="key-being-made">
      <span class="spinner" />
      <p class="what row-name">
        {byHand === null
          ? text('window.keys.making.title', { name: isolate(name) })
          : text('window.keys.making.approve', { name: isolate(name) })}
      </p>
      <Button kind="quiet" onPress={openNewKey} takesFocus={isBackFrom('new-key')}>
        {text('window.keys.being')}
      </Button>
    </li>
  )
}

/** The key that could not be made, as a row. */
export function KeyFailedRow({
  failed: { name, problem },
}: {
  readonly failed: NonNullable<Keys['failed']>
}) {
  const text = useText()
  return (
    <li class="key-row failed" data-testid="key-failed">
      <Icon name="alert" />
      <div class="what">
        <p class="row-name">{text('window.keys.failed', { name: isolate(name) })}</p>
        <div class="key-facts">
          <p class="bad">{refusalTitle(text, problem)}</p>
        </div>
        <div class="ways-out">
          <Button kind="quiet" onPress={openNewKey}>
            {text('window.keys.seeAgain')}
          </Button>
        </div>
      </div>
    </li>
  )
}
