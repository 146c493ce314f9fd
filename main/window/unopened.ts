import { app, dialog } from 'electron'
import { text } from '../../common/text.ts'

/** `ended`: what makes pages is no more. `unreadable`: a file of the app cannot be read. */
const WHY = { ended: 'unopened.ended', unreadable: 'problems.keychain-unreadable.hint' } as const

/** What says, in a box that needs no page, why no page can be opened in this run. One box at a time. */
export function createUnopened() {
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
