import { clipboard } from 'electron'
import { NotCopied } from './not-copied.ts'

/**
 * Copies a text; fails unless it is known to be on the clipboard. HAZARD: Wayland accepts a copy only at a press in the
 * focused window and does not report a refusal, and reading back there only returns what Chromium itself remembers.
 * `pressed`: whether there was such a press, on desktops that want one.
 */
export async function copy(text: string, pressed: boolean): Promise<void> {
  if (!pressed) throw new NotCopied('Nobody pressed anything in the window')
  await clipboard.writeText(text)
  if ((await clipboard.readText()) !== text) throw new NotCopied('Something else is on the clipboard')
}
