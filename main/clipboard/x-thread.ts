import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { localDisplay } from '../platform/x11/display.ts'
import { createHolder, type Holder, type Told } from './holder.ts'

interface Options {
  readonly environment: NodeJS.ProcessEnv
  readonly work: FileWork
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly lost: () => void
  /** The bundle of `x-clipboard.ts`. */
  readonly file: string
}

const READS_WITHIN_MS = 1_000

/**
 * What has the clipboard of this desktop's X display; null without a local X11 session. HAZARD: it has to be a thread of
 * its own. Chromium stops main until it is answered when somebody pastes into the window, for ten seconds a question.
 */
export async function holdXClipboard({
  environment,
  work,
  clock,
  lost,
  file,
}: Options): Promise<Holder | null> {
  const workerData = await localDisplay(environment, work, READS_WITHIN_MS)
  if (workerData === null) return null
  return createHolder({
    clock,
    lost,
    start(told) {
      const worker = new Worker(file, { workerData, env: {}, execArgv: [] })
      worker.unref()
      worker.on('message', (word: Told) => told(word))
      worker.on('error', () => told('unreachable'))
      worker.on('exit', () => told('unreachable'))
      return {
        ask: question => worker.postMessage(question),
        end: () => void worker.terminate(),
      }
    },
  })
}
