import type { Clock } from '../clock.ts'
import { copy } from './clipboard.ts'
import type { Holder } from './holder.ts'
import { createSecretClipboard } from './secret-clipboard.ts'
import { createSystemClipboard } from './system-clipboard.ts'

interface Ports {
  readonly clock: Pick<Clock, 'now' | 'at'>
  /** What has the clipboard without Electron, where there is such a thing. */
  readonly hold: (lost: () => void) => Promise<Holder | null>
  readonly report: (what: string, error: unknown) => void
}

/** The clipboard, for what may stay there and for what is taken off again. */
export function createClipboards(ports: Ports) {
  const secrets = createSecretClipboard({ ...ports, system: createSystemClipboard() })
  return {
    ...secrets,
    /** Copies what may stay. Fails unless it is known to be there. */
    copy: async (text: string, pressed: boolean): Promise<void> => {
      await copy(text, pressed)
      secrets.replaced()
    },
  }
}
