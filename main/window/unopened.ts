import { app, dialog } from 'electron'
import { text } from '../text.ts'

/** What says, in a box that needs no page, that no page can be opened any more in this run. One box at a time. */
export function createUnopened() {
  let open = false
  return async () => {
    if (open) return
    open = true
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: text('unopened.title'),
      detail: text('unopened.body'),
      buttons: [text('unopened.quit'), text('unopened.later')],
      cancelId: 1,
    })
    open = false
    if (response === 0) app.quit()
  }
}
