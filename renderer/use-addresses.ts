import { useEffect, useState } from 'preact/hooks'
import type { KeyAddresses, KeyView } from '../common/keys.ts'
import { askAddresses, bridge } from './bridge.ts'

/** Where the server of a key can be reached; `unasked` if a press of the person is needed first. */
export type Addresses = KeyAddresses | 'asking' | 'unasked'

/** Asks when the person wants to; `atOnce`: as soon as the page opens, too, which a press has opened then. */
export function useAddresses({ id, server }: KeyView, atOnce: boolean) {
  const [addresses, setAddresses] = useState<Addresses>('unasked')
  const take = (answer: Promise<KeyAddresses>) => {
    let isOver = false
    setAddresses('asking')
    answer.then(
      found => isOver || setAddresses(found),
      () => isOver || setAddresses('unasked'),
    )
    return () => {
      isOver = true
    }
  }
  useEffect(() => (server !== null && atOnce ? take(askAddresses(id)) : undefined), [id])
  return {
    addresses,
    ask: () => void take(bridge.keys.addresses(id)),
  }
}
