import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icons.tsx'

interface Option {
  readonly value: string
  readonly text: string
}

interface Props {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly hint?: string
  readonly onChange: (value: string) => void
  /** Whether it comes in the place of what had the focus. */
  readonly takesFocus?: boolean
}

/** A choice of one among several, with its label. Its id is its name for tests too. */
export function Choice({ id, label, value, options, hint, onChange, takesFocus = false }: Props) {
  const field = useRef<HTMLSelectElement>(null)
  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [])
  return (
    <div class="form-row">
      <label for={id}>{label}</label>
      <span class="select">
        <select
          ref={field}
          id={id}
          class="field"
          value={value}
          data-testid={id}
          {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {options.map(each => (
            <option key={each.value} value={each.value} selected={each.value === value}>
              {each.text}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </span>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="fine-print">
          {hint}
        </p>
      )}
    </div>
  )
}
