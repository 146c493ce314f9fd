import type { Text } from '../common/text.ts'
import { announce } from './announcer.tsx'
import { goBack } from './route.ts'
import { received } from './store.ts'

/** Outlives the page where main loads it anew, which a reset does that brings back another language. */
const RESET = 'reset'
/** Main does so at once, but the answer comes before: in milliseconds. */
const LOADED_ANEW_WITHIN_MS = 5_000

/** Has Latchkey reset; the page then leaves the settings and says so, also where it is loaded anew meanwhile. */
export async function resetAndSaySo(text: Text, reset: () => Promise<unknown>): Promise<void> {
  history.replaceState(RESET, '')
  setTimeout(forget, LOADED_ANEW_WITHIN_MS)
  await reset()
  saySo(text)
}

/** Says what the page before this one had no time to say. */
export function sayWhatWasReset(text: Text): void {
  if (history.state !== RESET) return
  forget()
  const stop = received.subscribe(now => {
    if (now === null) return
    stop()
    saySo(text)
  })
}

const forget = () => history.replaceState(null, '')

function saySo(text: Text) {
  goBack()
  announce(text('window.settings.resetAsk.done'))
}
