import type { TargetedEvent } from 'preact'
import type { Snapshot } from '../../common/contract.ts'
import { received } from '../store.ts'

interface Props {
  /** Identifies the elements in it. */
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly isOn: (snapshot: Snapshot) => boolean
  readonly isChoosable?: boolean
  readonly snapshot: Snapshot
  readonly choose: (on: boolean) => Promise<void>
}

/** A row with a choice between on and off. */
export function Switch({ id, title, hint, isOn, isChoosable = true, snapshot, choose }: Props) {
  const change = async ({ currentTarget: box }: TargetedEvent<HTMLInputElement>) => {
    await choose(box.checked).catch(() => undefined)
    // Main may have refused it: the switch shows what main says, not what was clicked.
    box.checked = isOn(received.getState()?.snapshot ?? snapshot)
  }
  return (
    <li>
      <label class="row">
        <div>
          <p id={id}>{title}</p>
          <p id={`${id}-hint`} class="fine-print">
            {hint}
          </p>
        </div>
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-labelledby={id}
          aria-describedby={`${id}-hint`}
          checked={isOn(snapshot)}
          disabled={!isChoosable}
          onChange={event => void change(event)}
        />
      </label>
    </li>
  )
}
