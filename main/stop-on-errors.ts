import { app, dialog } from 'electron'
import type { Log } from './log.ts'
import { handOver } from './start/hand-over.ts'
import { text } from '../common/text.ts'

/** Finishes within so many milliseconds what the process cannot end in the middle of; whether it could. */
type Finish = (ms: number) => Promise<boolean>

/**
 * An error that nobody caught ends the app: its text is for the log alone, since it could hold anything. Returns what
 * sets what is finished first.
 */
export function stopOnErrors(log: Log): (finish: Finish) => void {
  let finish: Finish = () => Promise.resolve(true)
  let stopped = false
  const stop = (error: unknown) => {
    log.error('Stopped by an error', error)
    // One box is enough for what follows from the first.
    if (stopped) return
    stopped = true
    handOver()
    // The box holds everything up until it is closed: what is to be finished comes before it.
    void finish(1_000).then(free => {
      dialog.showErrorBox(text('stopped.title'), text('stopped.body'))
      if (free) app.exit(1)
      else process.kill(process.pid, 'SIGKILL')
    })
  }
  process.on('uncaughtException', stop)
  process.on('unhandledRejection', stop)
  return next => void (finish = next)
}
