import { useEffect, useRef, useState } from 'preact/hooks'
import type { KeyId } from '../common/ids.ts'
import type { ShownKey } from '../common/keys.ts'

/** How long a key is shown, in milliseconds. */
export const SHOWN_MS = 30_000
/** How long it stays while the person does something else, in milliseconds. */
const AWAY_MS = 5_000

interface Secret {
  readonly key: string
  /** In milliseconds of `performance.now()`. */
  readonly hidesAt: number
}

/**
 * The key while it is shown. It is in no store: only here, until it is hidden, its time is over, the person is away, or
 * the page that shows it goes.
 */
export function useSecret(id: KeyId, ask: (id: KeyId) => Promise<ShownKey>, onTimeUp: () => void) {
  const [secret, setSecret] = useState<Secret | null>(null)
  /** An answer counts only for the last time that it was asked for. */
  const turn = useRef(0)

  function hide() {
    turn.current++
    setSecret(null)
  }

  /** What came of it: `late` where nobody waits for it any more. */
  async function show() {
    const mine = ++turn.current
    const answer = await ask(id)
    const isWanted = mine === turn.current && document.visibilityState === 'visible'
    if (!isWanted) return { kind: 'late' } as const
    if ('problem' in answer) return { kind: 'refused', problem: answer.problem } as const
    setSecret({ key: answer.key, hidesAt: performance.now() + SHOWN_MS })
    return { kind: 'shown' } as const
  }

  useEffect(() => {
    if (secret === null) return
    const hideByItself = () => {
      hide()
      onTimeUp()
    }
    const end = window.setTimeout(hideByItself, secret.hidesAt - performance.now())
    let away: number | undefined
    const leave = () => {
      window.clearTimeout(away)
      away = window.setTimeout(hideByItself, AWAY_MS)
    }
    const comeBack = () => window.clearTimeout(away)
    const vanish = () => {
      if (document.visibilityState === 'hidden') hide()
    }
    // The keychain may have asked in a window of its own.
    if (!document.hasFocus()) leave()
    window.addEventListener('blur', leave)
    window.addEventListener('focus', comeBack)
    window.addEventListener('pagehide', hide)
    document.addEventListener('visibilitychange', vanish)
    return () => {
      window.clearTimeout(end)
      window.clearTimeout(away)
      window.removeEventListener('blur', leave)
      window.removeEventListener('focus', comeBack)
      window.removeEventListener('pagehide', hide)
      document.removeEventListener('visibilitychange', vanish)
    }
  }, [secret])

  // Of another key, and of a page that is closed, nothing is left.
  useEffect(() => hide, [id])

  return { secret, show, hide }
}
