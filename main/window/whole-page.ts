import type { Clock } from '../clock.ts'

type FailedLoad = [event: unknown, code: number, why: string, address: string, isMainFrame: boolean]

/** The part of a page that tells how its loading went. */
export interface LoadingPage {
  on(event: 'did-fail-load', listener: (...told: FailedLoad) => void): unknown
  on(event: 'did-start-loading' | 'did-finish-load', listener: () => void): unknown
}

interface Options {
  readonly clock: Clock
  readonly load: () => void
  /** Called once it has been loaded too often in vain. */
  readonly failed: (why: unknown) => void
}

/** Chromium needs about a tenth of a second for another network service. */
export const AGAIN_AFTER_MS = 200
export const MOST_LOADS = 10
/** So much later it may be told of the service's end that a page finished without a file. */
const TOLD_WITHIN_MS = 2_000
/** Another load has taken the place of this one. Source: net_error_list.h. */
const ABORTED = -3

/**
 * Loads a page until it is there. HAZARD: also files of our own come through Chromium's network service, which may end at
 * any moment and is replaced then: what was under way fails, or is waited for without end. Returns what to call when that
 * service has ended.
 */
export function loadWhole(page: LoadingPage, { clock, load, failed }: Options): () => void {
  let loads = 0
  let finishedAt: number | undefined
  let cancel: (() => void) | undefined
  function again(why: unknown) {
    if (cancel !== undefined) return
    if (loads >= MOST_LOADS) return failed(why)
    cancel = clock.at(clock.now() + AGAIN_AFTER_MS, begin)
  }
  function begin() {
    cancel = undefined
    loads++
    load()
  }
  page.on('did-start-loading', () => (finishedAt = undefined))
  page.on('did-finish-load', () => (finishedAt = clock.now()))
  page.on('did-fail-load', (_event, code, why, _address, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) again(why)
  })
  begin()
  return () => {
    const isThere = finishedAt !== undefined && clock.now() - finishedAt > TOLD_WITHIN_MS
    if (isThere) loads = 0
    else again('The network service ended while it loaded')
  }
}
