import { useRef } from 'preact/hooks'
import { isolate } from '../../common/text.ts'
import type { Addresses } from '../use-addresses.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Choice } from './choice.tsx'
import { KeyRefusal } from './key-refusal.tsx'

interface Props {
  readonly server: string
  readonly addresses: Addresses
  readonly chosen: string | null
  readonly choose: (url: string) => void
  readonly ask: () => void
}

/** Where the program reaches the key's server. */
export function KeyAddress({ server: name, addresses, chosen, choose, ask }: Props) {
  const text = useText()
  const server = isolate(name)
  const isAsking = addresses === 'asking'
  const isPressed = useRef(false)
  const press = () => {
    isPressed.current = true
    ask()
  }
  // It keeps the focus while it waits, and hands it to what comes in its place.
  const find = (
    <Button
      kind="quiet"
      onPress={press}
      testId="find-addresses"
      disabled={isAsking}
      takesFocus={isPressed.current}
    >
      {isAsking ? text('window.keys.address.finding', { server }) : text('window.keys.address.find')}
    </Button>
  )
  if (addresses === 'asking' || addresses === 'unasked') return <div class="ways-out">{find}</div>
  if ('problem' in addresses) {
    return (
      <KeyRefusal title={text('window.keys.address.refused', { server })} problem={addresses.problem}>
        {find}
      </KeyRefusal>
    )
  }
  return (
    <>
      {addresses.ofServer && (
        <p class="fine-print after" data-testid="key-of-server">
          {text('window.keys.ofServer', { server })}
        </p>
      )}
      {addresses.addresses.length === 0 ? (
        <>
          <p class="fine-print after">{text('window.keys.address.none', { server })}</p>
          <div class="ways-out">{find}</div>
        </>
      ) : (
        <Choice
          id="key-address"
          label={text('window.keys.address.label')}
          value={chosen ?? ''}
          options={addresses.addresses.map(({ url, reach }) => ({
            value: url,
            text: text(`window.keys.reach.${reach}`, { url: isolate(url) }),
          }))}
          hint={text('window.keys.address.untried')}
          onChange={choose}
          takesFocus={isPressed.current}
        />
      )}
    </>
  )
}
