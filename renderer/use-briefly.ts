import { useEffect, useState } from 'preact/hooks'

const SHOWN_MS = 2_000

/** A value that is set for two seconds, and null otherwise. */
export function useBriefly<T>(): readonly [T | null, (value: T) => void] {
  const [said, setSaid] = useState<{ readonly value: T } | null>(null)
  useEffect(() => {
    if (said === null) return
    const timer = window.setTimeout(() => setSaid(null), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [said])
  return [said?.value ?? null, value => setSaid({ value })]
}
