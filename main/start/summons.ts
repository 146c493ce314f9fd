import { app } from 'electron'
import { HIDDEN } from '../launch-at-login/hidden.ts'
import { openDoor } from './door.ts'

export type Summons = ReturnType<typeof hearSummons>

/** Hears of later starts, and remembers that one wants the window until it can be shown. */
export function hearSummons(folder: string) {
  let wanted = false
  let show = (): void => {
    wanted = true
  }
  // A start in the same moment comes through Chromium's lock, and on Windows every start does.
  app.on('second-instance', (_event, command) => {
    // At login the system may start the app although it is already running.
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
