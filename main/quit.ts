import { app } from 'electron'
import type { Clock } from './clock.ts'
import { handOver } from './start/hand-over.ts'

interface Options {
  readonly clock: Clock
  /** Finishes what must not be lost, and tells what never answered: the process cannot end by itself then. */
  readonly finish: () => Promise<'keychain' | 'disk' | null>
  readonly report: (what: string) => void
}

/** Lets a quit through once everything is finished. */
export function quitCleanly({ clock, finish, report }: Options) {
  let finishing = false
  let finished = false
  app.on('before-quit', quitting => {
    if (finished) return
    quitting.preventDefault()
    if (finishing) return
    finishing = true
    handOver()
    void finish().then(unanswered => {
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
}
