import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { Snapshot } from '../../common/contract.ts'
import { received } from '../store.ts'

export interface RadiosProps<Value extends string> {
  /** Identifies the elements in it, and is its name for tests. */
  readonly id: string
  readonly values: readonly Value[]
  readonly nameOf: (value: Value) => string
  /** The language of a name, where it is not that of the page. */
  readonly languageOf?: (value: Value) => string | undefined
  readonly chosen: (snapshot: Snapshot) => Value
  readonly snapshot: Snapshot
  readonly choose: (value: Value) => Promise<void>
}

interface Props<Value extends string> extends RadiosProps<Value> {
  readonly class: string
  readonly label: string
  /** What stands for a value, beside its name. */
  readonly drawn?: (value: Value) => ComponentChildren
  /** Called after the person has pointed at a value, and so is done: arrows make clicks, too, but without a pointer. */
  readonly pointed?: () => void
}

/** A choice of one value, all of which are shown: with arrows, or by pointing at one. It takes effect at once. */
export function Radios<Value extends string>(props: Props<Value>) {
  const { id, values, nameOf, languageOf, chosen, snapshot, choose, label, drawn, pointed } = props
  const group = useRef<HTMLDivElement>(null)
  const value = chosen(snapshot)

  async function change(next: Value) {
    await choose(next).catch(() => undefined)
    // Main may have refused it: what main says is shown, not what was clicked.
    const held = chosen(received.getState()?.snapshot ?? snapshot)
    for (const box of group.current?.querySelectorAll('input') ?? []) box.checked = box.value === held
  }

  return (
    <div
      ref={group}
      class={props.class}
      role="radiogroup"
      aria-label={label}
      data-testid={id}
      onKeyDown={event => {
        // Main takes a key that is held down for one press, and would refuse the rest.
        if (event.repeat && event.key.startsWith('Arrow')) event.preventDefault()
      }}
    >
      {values.map(each => (
        <label
          key={each}
          onClick={({ detail }) => detail > 0 && pointed !== undefined && window.setTimeout(pointed)}
        >
          <input
            type="radio"
            name={id}
            value={each}
            checked={each === value}
            onChange={() => void change(each)}
          />
          {drawn?.(each)}
          <span lang={languageOf?.(each)}>{nameOf(each)}</span>
        </label>
      ))}
    </div>
  )
}
