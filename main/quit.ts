import { app } from 'electron'
import type { Clock } from './clock.ts'
import type { FileWork } from './files/file-work.ts'
import { handOver } from './start/hand-over.ts'

/** Finishes what must not be lost, and tells what never answered: the process cannot end by itself then. */
type Finish = () => Promise<'keychain' | null>

interface Options {
  readonly clock: Clock
  readonly finish: Finish
  readonly work: Pick<FileWork, 'ended'>
  readonly report: (what: string) => void
}

/** What is asked of a disk that answers takes no longer. */
const WORK_ENDS_WITHIN_MS = 500

/** Lets a quit through once everything is finished. Returns what sets another way to do that. */
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
      // A quit that the system asked for is not over yet: when it is, it takes back one asked for within it.
      clock.at(0, () => {
        // Node waits for keytar's threads when it ends, and one of them is in a keychain that does not answer.
        if (unanswered === null) app.quit()
        else process.kill(process.pid, 'SIGKILL')
      })
    })
  })
  return next => void (finish = next)
}
