import type { Text } from '../common/text.ts'
import { announce } from './announcer.tsx'
import { goBack } from './route.ts'
import { received } from './store.ts'

/** Outlives the page where main loads it anew, which a reset does that brings back another language. */
const RESETTING = 'resetting'

/** Has Latchkey reset, after which the page leaves the settings and says so, loaded anew or not. */
export async function resetAndSaySo(text: Text, reset: () => Promise<unknown>): Promise<void> {
  history.replaceState(RESETTING, '')
  await reset()
  saySo(text)
}

/** Says what the page before this one could not say any more. */
export function sayWhatWasReset(text: Text): void {
  if (history.state !== RESETTING) return
  const stop = received.subscribe(now => {
    if (now === null) return
    stop()
    saySo(text)
  })
}

function saySo(text: Text) {
  history.replaceState(null, '')
  goBack()
  announce(text('window.settings.resetAsk.done'))
}
