import { parentPort, workerData } from 'node:worker_threads'
import type { Display } from '../platform/x11/display.ts'
import type { Question, Told } from './holder.ts'
import { ownXClipboard } from './x-owner.ts'

/** The thread that has the clipboard of an X display. */
const { cookie, ...display } = workerData as Display
const owner = ownXClipboard({
  display: { ...display, cookie: cookie && Buffer.from(cookie) },
  tell: word => parentPort?.postMessage(word),
})

parentPort?.on('message', (question: Question) => {
  if (question.kind === 'take') owner.take(question.text)
  else owner.giveUp()
})

parentPort?.postMessage('started' satisfies Told)
