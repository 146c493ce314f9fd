import { useLayoutEffect, useRef } from 'preact/hooks'
import { isBackFrom, openSettings } from '../route.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

/** The way to the settings. Coming back puts the focus on it again. */
export function OpenSettings() {
  const text = useText()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isBackFrom('settings')) button.current?.focus()
  }, [])
  return (
    <button
      ref={button}
      type="button"
      class="button quiet"
      data-testid="open-settings"
      onClick={openSettings}
    >
      <Icon name="gear" />
      {text('window.settings.title')}
    </button>
  )
}
