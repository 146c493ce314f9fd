import { useRef } from 'preact/hooks'
import { fieldDirection } from '../field-direction.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

interface Props {
  readonly wanted: string
  /** How many servers have that in their name. */
  readonly found: number
  readonly onChange: (wanted: string) => void
}

/** The field that shortens a long list. Escape empties it first, and closes the window only then. */
export function ServerFilter({ wanted, found, onChange }: Props) {
  const text = useText()
  const field = useRef<HTMLInputElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || wanted === '') return
    event.preventDefault()
    onChange('')
  }
  const clear = () => {
    onChange('')
    field.current?.focus()
  }
  return (
    <>
      <input
        ref={field}
        type="search"
        class="field"
        value={wanted}
        dir={fieldDirection(wanted)}
        maxLength={200}
        placeholder={text('window.servers.filter')}
        aria-label={text('window.servers.filter')}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {wanted !== '' && (
        <div class="section-head">
          <p class="count">{text('window.servers.found', { count: found })}</p>
          <Button kind="quiet" onPress={clear}>
            {text('window.servers.clear')}
          </Button>
        </div>
      )}
    </>
  )
}
