import type { Snapshot } from '../../preload/contract.ts'
import type { Clock } from '../clock.ts'

/** What looks for releases, fetches them and installs them when the app quits. */
export interface Updater {
  /** The version of a newer release; null where there is none. */
  readonly check: () => Promise<string | null>
  /** Fetches the release that was found. What does not fit its checksum or signature is thrown away, and throws. */
  readonly download: () => Promise<void>
}

interface Options {
  readonly clock: Clock
  readonly random: () => number
  /** Called once, when the first check is due: until then nothing of the updater is loaded. */
  readonly open: () => Promise<Updater>
  readonly changed: () => void
  readonly observe: (what: string, problem?: unknown) => void
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** The first check stays clear of what a login starts; the others spread over the day. */
const FIRST = { least: 2 * MINUTE, most: 20 * MINUTE }
/** After a sleep over the time of a check; the network takes a moment too. */
const AWAKE = { least: MINUTE, most: 5 * MINUTE }
const NEXT = { least: 22 * HOUR, most: 26 * HOUR }

/** Looks for a newer release once a day, in silence; fetches it when the person asks for it. */
export function createUpdates({ clock, random, open, changed, observe }: Options) {
  let state: Snapshot['update'] = null
  let updater: Promise<Updater> | undefined
  let cancel = () => {}
  let due = Infinity

  function plan({ least, most }: typeof FIRST) {
    const wait = least + random() * (most - least)
    cancel()
    cancel = clock.at(clock.now() + wait, () => void check())
    due = clock.calendar() + wait
  }

  function become(next: Snapshot['update']) {
    state = next
    changed()
  }

  async function check() {
    plan(NEXT)
    // What is on its way or waits for the quit is not replaced.
    if (state?.stage === 'downloading' || state?.stage === 'ready') return
    try {
      updater ??= open()
      const version = await (await updater).check()
      if (version !== null && version !== state?.version) become({ version, stage: 'available' })
    } catch (error) {
      observe('No answer about newer releases', error)
    }
  }

  return {
    state: () => state,
    start: () => plan(FIRST),
    async download() {
      if (state === null || updater === undefined) return
      if (state.stage === 'downloading' || state.stage === 'ready') return
      const { version } = state
      become({ version, stage: 'downloading' })
      try {
        await (await updater).download()
        become({ version, stage: 'ready' })
      } catch (error) {
        observe('The newer release could not be fetched', error)
        become({ version, stage: 'failed' })
      }
    },
    /** The computer slept: timers stood still meanwhile, and releases did not. */
    resumed() {
      if (clock.calendar() >= due) plan(AWAKE)
    },
    dispose: () => cancel(),
  }
}
