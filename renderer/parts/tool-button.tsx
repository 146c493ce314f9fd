import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from './icons.tsx'

interface Props {
  readonly icon: IconName
  /** Its name, which is shown while the pointer is over it. With `aria-label` beside it screen readers say it twice. */
  readonly label: string
  readonly onPress: () => Promise<void> | void
  readonly disabled?: boolean
  readonly testId?: string
  readonly takesFocus?: boolean
}

/** A button that is a drawing. */
export function ToolButton(props: Props) {
  const { icon, label, onPress, disabled = false, testId } = props
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (props.takesFocus === true) button.current?.focus()
  }, [])
  return (
    <button
      ref={button}
      type="button"
      class="button tool"
      title={label}
      onClick={() => void (disabled || onPress())}
      {...(testId === undefined ? {} : { 'data-testid': testId })}
      {...(disabled ? { 'aria-disabled': true } : {})}
    >
      <Icon name={icon} />
    </button>
  )
}
