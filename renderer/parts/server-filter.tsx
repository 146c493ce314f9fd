import { useText } from '../use-text.ts'

interface Props {
  readonly wanted: string
  readonly onChange: (wanted: string) => void
}

/** The field that shortens a long list. Escape empties it first, and closes the window only then. */
export function ServerFilter({ wanted, onChange }: Props) {
  const text = useText()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || wanted === '') return
    event.preventDefault()
    onChange('')
  }
  return (
    <input
      type="search"
      class="field"
      value={wanted}
      dir="auto"
      maxLength={200}
      placeholder={text('window.servers.filter')}
      aria-label={text('window.servers.filter')}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
