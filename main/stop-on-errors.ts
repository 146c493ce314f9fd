import { app, dialog } from 'electron'
import type { Log } from './log.ts'
import { text } from './text.ts'

/** An error that nobody caught ends the app: its text is for the log alone, since it could hold anything. */
export function stopOnErrors(log: Log) {
  const stop = (error: unknown) => {
    log.error('Stopped by an error', error)
    dialog.showErrorBox(text('stopped.title'), text('stopped.body'))
    app.exit(1)
  }
  process.on('uncaughtException', stop)
  process.on('unhandledRejection', stop)
}
