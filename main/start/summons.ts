import { app } from 'electron'
import { HIDDEN } from '../launch-at-login/hidden.ts'
import { openDoor } from './door.ts'

export type Summons = ReturnType<typeof hearSummons>

/** Hears of later starts from now on, and keeps what they want until somebody can do it. */
export function hearSummons(folder: string) {
  let wanted = false
  let show = (): void => {
    wanted = true
  }
  // One that starts in the same moment asks Chromium's lock, and so does each on Windows.
  app.on('second-instance', (_event, command) => {
    // The system may start at login what is there already.
    if (!command.includes(HIDDEN)) show()
  })
  if (process.platform !== 'win32') openDoor(folder, wish => wish === 'window' && show())
  return {
    answerWith(showWindow: () => void) {
      show = showWindow
      if (wanted) show()
    },
  }
}
