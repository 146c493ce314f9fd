import { clipboard } from 'electron'

/** The text could not be copied, or nobody knows whether it was. */
export class NotCopied extends Error {
  override readonly name = 'NotCopied'
}

/**
 * Copies a text; fails unless it is known to be on the clipboard. HAZARD: Wayland takes a copy only at a press in the
 * window that has the focus, and tells nobody that it took none; read back there, Chromium answers out of its own
 * memory. `pressed`: whether there was such a press, wherever the desktop wants one.
 */
export async function copy(text: string, pressed: boolean): Promise<void> {
  if (!pressed) throw new NotCopied('Nobody pressed anything in the window')
  await clipboard.writeText(text)
  if ((await clipboard.readText()) !== text) throw new NotCopied('Something else is on the clipboard')
}
