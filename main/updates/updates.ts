import type { Snapshot } from '../../common/contract.ts'
import type { Clock } from '../clock.ts'

/** What looks for releases, fetches them and installs them. */
export interface Updater {
  /** The version of a newer release; null where there is none. */
  readonly check: () => Promise<string | null>
  /**
   * Fetches the release that was found, and tells of each part that came. What does not fit its checksum or signature is
   * thrown away, and throws.
   */
  readonly download: (progressed: () => void) => Promise<void>
  /** Ends every request that is under way: what waits for its answer throws. */
  readonly abandon: () => void
  /** Installs what was fetched, at once, where that needs no installer; an installer is run by the quit itself. */
  readonly install: () => Promise<void>
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

/** How long nothing of a download may come: electron-updater itself waits for ever. */
const PATIENCE = 5 * MINUTE
/** As the menu can show it: semver.org, within reason. */
const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]{1,40})?$/

/** Looks for a newer release once a day, in silence; fetches it when the person asks for it. */
export function createUpdates({ clock, random, open, changed, observe }: Options) {
  let state: Snapshot['update'] = null
  let updater: Promise<Updater> | undefined
  let answer: Promise<void> | undefined
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

  // What is on its way or waits for the quit is not replaced.
  const isChosen = () => state?.stage === 'downloading' || state?.stage === 'ready'

  async function ask(from: Updater) {
    const version = await from.check()
    if (version !== null && !VERSION.test(version)) throw new Error('The feed names no version')
    // The person may have clicked meanwhile.
    if (isChosen()) return
    // One that was withdrawn is offered no more.
    if (version === null && state !== null) become(null)
    if (version !== null && version !== state?.version) become({ version, stage: 'available' })
  }

  async function check() {
    plan(NEXT)
    if (isChosen()) return
    try {
      updater ??= open().catch((error: unknown) => {
        updater = undefined
        throw error
      })
      const from = await updater
      // HAZARD: electron-updater waits for a silent feed for ever, and meanwhile asks no second time.
      if (answer !== undefined) from.abandon()
      await answer
      answer = ask(from)
        .catch((error: unknown) => observe('No answer about newer releases', error))
        .finally(() => (answer = undefined))
    } catch (error) {
      observe('Releases cannot be looked for', error)
    }
  }

  async function fetch(from: Updater) {
    let stop = () => {}
    let over = false
    function progressed() {
      stop()
      if (!over) stop = clock.at(clock.now() + PATIENCE, giveUp)
    }
    function giveUp() {
      from.abandon()
      // What is tried in its place may be silent too.
      progressed()
    }
    progressed()
    try {
      await from.download(progressed)
    } finally {
      over = true
      stop()
    }
  }

  return {
    state: () => state,
    start: () => plan(FIRST),
    async download() {
      if (state === null || updater === undefined || isChosen()) return
      const { version } = state
      become({ version, stage: 'downloading' })
      try {
        await fetch(await updater)
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
    /** The last that the app does, however it then ends: installs what was fetched. */
    async install() {
      if (state?.stage !== 'ready') return
      try {
        await (await updater)?.install()
      } catch (error) {
        observe('The newer release was not installed', error)
      }
    },
  }
}
