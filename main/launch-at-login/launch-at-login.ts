import type { Clock } from '../clock.ts'
import type { LoginItem, State } from './port.ts'

interface Options {
  readonly item: LoginItem
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly report: (what: string, error?: unknown) => void
  /** Told when the state is another than it was when it was last asked for. */
  readonly changed: () => void
}

const KNOWN_WITHIN_MS = 1_000

export type LaunchAtLogin = ReturnType<typeof createLaunchAtLogin>

/**
 * The person's choice to start with the desktop, as the system has it. Nothing here throws, and nobody waits for the
 * system: it is looked at in the background, each time that the state is asked for.
 */
export function createLaunchAtLogin({ item, clock, report, changed }: Options) {
  let state: State = 'unknown'
  let notice: 'launch-at-login-refused' | 'launch-at-login-kept' | null = null
  let wanted = false
  let known = () => {}
  const isKnown = new Promise<void>(resolve => (known = resolve))
  clock.at(clock.now() + KNOWN_WITHIN_MS, known)

  const repaired = item.repair().catch((error: unknown) => {
    report('What starts at login could not be repaired', error)
  })
  let turn = repaired

  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work))

  async function look() {
    const found = await item.state().catch(() => 'unknown' as const)
    known()
    if (found === state) return
    state = found
    changed()
  }

  /** What is asked for while one look waits for its turn is answered by it. */
  function lookAgain() {
    if (wanted) return
    wanted = true
    void inTurn(() => {
      wanted = false
      return look()
    })
  }

  async function change(on: boolean) {
    try {
      notice = (await item.set(on)) ? 'launch-at-login-kept' : null
      await look()
      if (state !== (on ? 'off' : 'on')) return
      notice = 'launch-at-login-refused'
      report('The system did not change what starts at login')
    } catch (error) {
      notice = 'launch-at-login-refused'
      report('Start at login could not be changed', error)
      await look()
    }
  }

  lookAgain()
  return {
    state(): State {
      lookAgain()
      return state
    },
    watch: () => item.watch(lookAgain),
    set: (on: boolean): Promise<void> => inTurn(() => change(on).then(changed)),
    /** What became of the last change, until that is dismissed. */
    notice: () => notice,
    dismissNotice() {
      notice = null
    },
    /** Resolves when the state was found out, and in a second at most. */
    isKnown,
    /** Resolves when what was there is what this app needs, or could not be made so. */
    repaired,
  }
}
