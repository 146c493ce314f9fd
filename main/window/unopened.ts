import { app, dialog } from 'electron'
import type { Text } from '../../common/text.ts'

/** `ended`: Chromium's process that starts pages is gone. `unreadable`: a file of the app cannot be read. */
const WHY = { ended: 'unopened.ended', unreadable: 'problems.keychain-unreadable.hint' } as const

/** Says in a system dialog why no page can be opened in this run. One dialog at a time. */
export function createUnopened(text: Text) {
  let open = false
  return async (why: keyof typeof WHY) => {
    if (open) return
    open = true
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: text('unopened.title'),
      detail: text(WHY[why]),
      buttons: [text('action.quit'), text('unopened.later')],
      cancelId: 1,
    })
    open = false
    if (response === 0) app.quit()
  }
}
