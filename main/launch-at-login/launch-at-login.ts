import type { Clock } from '../clock.ts'
import type { LoginItem, State } from './port.ts'

interface Options {
  readonly item: LoginItem
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly report: (what: string, error?: unknown) => void
  /** Called when the state has changed since it was last asked for. */
  readonly changed: () => void
}

const KNOWN_WITHIN_MS = 1_000

export type LaunchAtLogin = ReturnType<typeof createLaunchAtLogin>

/**
 * Whether the system starts the app at login, as the person chose. Nothing here throws or waits for the system, which
 * is asked again in the background each time the state is read.
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

  /** A request made while a look waits for its turn needs no look of its own. */
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
    /** Resolves when the state is known, or after a second. */
    isKnown,
    /** Resolves when the entry has been repaired, or could not be. */
    repaired,
  }
}
