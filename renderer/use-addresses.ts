import { useEffect, useState } from 'preact/hooks'
import type { KeyAddresses, KeyView } from '../common/keys.ts'
import { askAddresses, bridge } from './bridge.ts'

/** Where the server of a key can be reached; `unasked` if a press of the person is needed first. */
export type Addresses = KeyAddresses | 'asking' | 'unasked'

/** Asks as soon as the page opens, and again when the person wants to. */
export function useAddresses({ id, server }: KeyView) {
  const [addresses, setAddresses] = useState<Addresses>(server === null ? 'unasked' : 'asking')
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
  useEffect(() => (server === null ? undefined : take(askAddresses(id))), [id])
  return {
    addresses,
    ask: () => void take(bridge.keys.addresses(id)),
  }
}
