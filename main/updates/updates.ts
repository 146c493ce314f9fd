import type { Snapshot } from '../../common/contract.ts'
import type { Clock } from '../clock.ts'

/** Looks for releases, fetches and installs them. */
export interface Updater {
  /** The version of a newer release; null if there is none. */
  readonly check: () => Promise<string | null>
  /**
   * Fetches the release that was found, and calls back for each part. Rejects, and throws the release away, if it does
   * not fit its checksum or signature.
   */
  readonly download: (progressed: () => void) => Promise<void>
  /** Ends every request that is under way: whoever waits for it gets an error. */
  readonly abandon: () => void
  /** Installs what was fetched, if that needs no installer; an installer is run by the quit itself. */
  readonly install: () => Promise<void>
}

interface Options {
  readonly clock: Clock
  readonly random: () => number
  /** Called once, when the first check is due: the updater is not loaded before. */
  readonly open: () => Promise<Updater>
  readonly changed: () => void
  readonly observe: (what: string, problem?: unknown) => void
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** The first check avoids the rush at login; later ones are spread over the day. */
const FIRST = { least: 2 * MINUTE, most: 20 * MINUTE }
/** After a sleep through the time of a check: the network needs a moment. */
const AWAKE = { least: MINUTE, most: 5 * MINUTE }
const NEXT = { least: 22 * HOUR, most: 26 * HOUR }

/** The longest pause in a download: electron-updater itself waits for ever. */
const PATIENCE = 5 * MINUTE
/** Versions that the menu can show: semver.org, within reason. */
const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]{1,40})?$/

/** Looks silently for a newer release once a day; fetches it when the person asks. */
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

  // A release that is being fetched, or waits for the quit, is not replaced by a newer one.
  const isChosen = () => state?.stage === 'downloading' || state?.stage === 'ready'

  async function ask(from: Updater) {
    const version = await from.check()
    if (version !== null && !VERSION.test(version)) throw new Error('The feed names no version')
    // The person may have clicked meanwhile.
    if (isChosen()) return
    // A release that was withdrawn is no longer offered.
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
      // HAZARD: electron-updater waits for a silent feed for ever, and does not ask again meanwhile.
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
      // electron-updater may try another way, which may be silent too.
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
    /** The computer slept: timers stood still, but there may be a new release. */
    resumed() {
      if (clock.calendar() >= due) plan(AWAKE)
    },
    dispose: () => cancel(),
    /** Installs what was fetched: the last thing that the app does before it ends. */
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
