import { useLayoutEffect, useState } from 'preact/hooks'
import type { StoreApi } from 'zustand/vanilla'

/** Renders again whenever the store changes. */
export function useStore<T>(store: StoreApi<T>): T {
  const [value, setValue] = useState<T>(() => store.getState())
  useLayoutEffect(() => {
    setValue(() => store.getState())
    return store.subscribe(next => setValue(() => next))
  }, [store])
  return value
}
