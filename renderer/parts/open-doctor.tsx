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
    <button ref={button} type="button" class="button quiet" data-testid="open-doctor" onClick={openDoctor}>
      <Icon name="help" />
      {text('window.doctor.title')}
    </button>
  )
}
