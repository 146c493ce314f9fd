import { useLayoutEffect, useRef } from 'preact/hooks'
import { keyDeviceName } from '../../common/device-names.ts'
import { isolate } from '../../common/text.ts'
import { fieldDirection } from '../field-direction.ts'
import { LONGEST_NAME, type NameTrouble } from '../key-name.ts'
import { useText } from '../use-text.ts'

interface Props {
  readonly name: string
  readonly deviceName: string
  /** What is said to be wrong with it. */
  readonly trouble: NameTrouble | null
  /** Grows each time that the person has to look at it. */
  readonly calls: number
  readonly onInput: (name: string) => void
  readonly onEnter: () => void
}

/** The name of a new key, and how Plex lists it. */
export function KeyNameField({ name, deviceName, trouble, calls, onInput, onEnter }: Props) {
  const text = useText()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [calls])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.isComposing && !event.repeat) onEnter()
  }
  const trimmed = name.trim()
  return (
    <div class="form-row">
      <label for="key-name">{text('window.keys.name.label')}</label>
      <input
        ref={field}
        id="key-name"
        class="field"
        dir={fieldDirection(name)}
        autocomplete="off"
        spellcheck={false}
        maxLength={LONGEST_NAME}
        value={name}
        data-testid="key-name"
        aria-invalid={trouble !== null}
        aria-describedby="key-name-trouble key-name-hint"
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p id="key-name-trouble" class="field-trouble">
        {trouble !== null && text(`window.keys.nameTrouble.${trouble}`, { most: LONGEST_NAME })}
      </p>
      <p id="key-name-hint" class="fine-print">
        {trimmed !== '' &&
          text('window.keys.name.listed', { name: isolate(keyDeviceName(trimmed, deviceName)) })}
      </p>
    </div>
  )
}
