import { app } from 'electron'
import { HIDDEN } from '../launch-at-login/hidden.ts'

export type Summons = ReturnType<typeof hearSummons>

/** Hears of later starts from now on, and keeps what they want until somebody can do it. */
export function hearSummons() {
  let wanted = false
  let show = (): void => {
    wanted = true
  }
  app.on('second-instance', (_event, command) => {
    // The system may start at login what is there already.
    if (!command.includes(HIDDEN)) show()
  })
  return {
    answerWith(showWindow: () => void) {
      show = showWindow
      if (wanted) show()
    },
  }
}
