import * as electron from 'electron'
import { withMarks } from './marks.ts'

/** The clipboard of the system, by Electron. */
export interface SystemClipboard {
  /** Puts a text there, marked as a secret where Electron can: from 44 on. */
  readonly write: (text: string) => Promise<void>
  readonly read: () => Promise<string>
  readonly clear: () => void
}

type Item = typeof electron.ClipboardItem

/** Up to 43 Electron has no items: it writes a text alone, or one other format alone (electron/electron#11838). */
export const createSystemClipboard = (
  platform: NodeJS.Platform = process.platform,
  Item = electron.ClipboardItem as Item | undefined,
): SystemClipboard => ({
  async write(text) {
    if (Item !== undefined) {
      const marked = [new Item(withMarks(text, platform))]
      const isWritten = await electron.clipboard.write(marked).then(
        () => true,
        () => false,
      )
      if (isWritten) return
    }
    await electron.clipboard.writeText(text)
  },
  read: async () => electron.clipboard.readText(),
  clear: () => electron.clipboard.clear(),
})
