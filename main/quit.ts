import { app } from 'electron'
import type { Clock } from './clock.ts'
import type { FileWork } from './files/file-work.ts'
import { handOver } from './start/hand-over.ts'

/**
 * Finishes what must not be lost. Resolves with what did not answer, if anything: then the process cannot end by
 * itself.
 */
type Finish = () => Promise<'keychain' | null>

interface Options {
  readonly clock: Clock
  readonly finish: Finish
  readonly work: Pick<FileWork, 'ended'>
  readonly report: (what: string) => void
}

/** A disk that answers needs no longer than this. */
const WORK_ENDS_WITHIN_MS = 500

/** Delays a quit until everything is finished. Returns a function that replaces `finish`. */
export function quitCleanly({ clock, finish: first, work, report }: Options): (finish: Finish) => void {
  let finish = first
  const all = async () => (await finish()) ?? ((await work.ended(WORK_ENDS_WITHIN_MS)) ? null : 'disk')
  let finishing = false
  let finished = false
  app.on('before-quit', quitting => {
    if (finished) return
    quitting.preventDefault()
    if (finishing) return
    finishing = true
    handOver()
    void all().then(unanswered => {
      finished = true
      if (unanswered !== null) report(`Ended without the answer of the ${unanswered}`)
      // Not within a quit that the system asked for: when that ends, it cancels one asked for inside it.
      clock.at(0, () => {
        // Node waits for its threads when it ends, and one of them hangs in a keychain or on a disk that does not
        // answer.
        if (unanswered === null) app.quit()
        else process.kill(process.pid, 'SIGKILL')
      })
    })
  })
  return next => void (finish = next)
}
