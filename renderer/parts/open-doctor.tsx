import { useLayoutEffect, useRef } from 'preact/hooks'
import { isBackFrom, openDoctor } from '../route.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

/** The way to what looks whether all is well. Coming back puts the focus on it again. */
export function OpenDoctor() {
  const text = useText()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isBackFrom('doctor')) button.current?.focus()
  }, [])
  return (
    <li>
      <button
        ref={button}
        type="button"
        class="row choice-row"
        data-testid="open-doctor"
        onClick={openDoctor}
      >
        <span>{text('window.doctor.open')}</span>
        <Icon name="next" />
      </button>
    </li>
  )
}
