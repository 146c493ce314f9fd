import { app, dialog } from 'electron'
import type { Log } from './log.ts'
import { handOver } from './start/hand-over.ts'
import type { Text } from '../common/text.ts'

/** Finishes within `ms` milliseconds what must not be cut off when the process ends; resolves with whether it could. */
type Finish = (ms: number) => Promise<boolean>

/**
 * An error that nobody caught ends the app. Its text goes only to the log, since it could hold anything. Returns a
 * function that sets what to finish first.
 */
export function stopOnErrors(log: Log, text: Text): (finish: Finish) => void {
  let finish: Finish = () => Promise.resolve(true)
  let stopped = false
  const stop = (error: unknown) => {
    log.error('Stopped by an error', error)
    // One box is enough: later errors may follow from the first.
    if (stopped) return
    stopped = true
    handOver()
    // The box blocks everything until it is closed, so the work is finished before.
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
