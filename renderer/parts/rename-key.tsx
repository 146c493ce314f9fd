import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { KeyView } from '../../common/keys.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { fieldDirection } from '../field-direction.ts'
import { LONGEST_NAME, nameTrouble } from '../key-name.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

interface Props {
  readonly item: KeyView
  /** The other keys, whose names it cannot have. */
  readonly others: Parameters<typeof nameTrouble>[1]
  readonly onDone: () => void
}

/** The name of a key as a field, in its row. Escape leaves it as it was. */
export function RenameKey({ item: { id, name }, others, onDone }: Props) {
  const text = useText()
  const field = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState(name)
  useLayoutEffect(() => field.current?.select(), [])
  const trouble = nameTrouble(wanted, others)
  const said = trouble === null ? '' : text(`window.keys.nameTrouble.${trouble}`, { most: LONGEST_NAME })
  const save = async () => {
    const trimmed = wanted.trim()
    if (trouble !== null) return announce(said)
    onDone()
    if (trimmed !== name) await bridge.keys.rename({ id, name: trimmed })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.repeat) return
    if (event.key === 'Enter' && event.target === field.current) void save()
    if (event.key !== 'Escape') return
    event.preventDefault()
    onDone()
  }
  return (
    <div class="rename" onKeyDown={onKeyDown}>
      <input
        ref={field}
        class="field"
        dir={fieldDirection(wanted)}
        maxLength={LONGEST_NAME}
        value={wanted}
        aria-label={text('window.keys.newName', { name })}
        aria-invalid={trouble !== null}
        aria-describedby={`trouble-${id}`}
        data-testid="rename-field"
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      <p id={`trouble-${id}`} class="field-trouble">
        {said}
      </p>
      <div class="answers">
        <Button kind="quiet" tone="muted" onPress={onDone}>
          {text('action.cancel')}
        </Button>
        <Button kind="secondary" onPress={save}>
          {text('window.keys.save')}
        </Button>
      </div>
    </div>
  )
}
