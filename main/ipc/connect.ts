import type { WebContents } from 'electron'
import type { Snapshot } from '../../common/contract.ts'
import { isAssisted } from '../assisted.ts'
import type { Clock } from '../clock.ts'
import { PAGE } from '../window/page.ts'
import { isSandboxed } from '../window/sandbox.ts'
import { hearPresses } from './presses.ts'
import { type Handlers, serve } from './serve.ts'

interface Options {
  /** What each command does, except the page's own. */
  readonly handlers: Omit<Handlers, 'page'>
  readonly snapshot: () => Snapshot
  readonly clock: Clock
  readonly report: (what: string) => void
}

const SANDBOX = {
  off: "The window has no sandbox: Chromium's is switched off, or cannot be had",
  unknown: 'The system does not tell whether the window has a sandbox',
}

/** The one window's way to main and back. */
export function createConnection({ handlers, snapshot, clock, report }: Options) {
  let publish = (_snapshot: Snapshot) => {}
  let sandboxed: boolean | null = null

  return {
    /** Once for each new window, before its page loads. */
    connect(contents: WebContents) {
      const attach = () => {
        sandboxed = isSandboxed(contents.getOSProcessId())
        if (sandboxed !== true) report(SANDBOX[sandboxed === null ? 'unknown' : 'off'])
        publish(snapshot())
      }
      const presses = hearPresses(contents, {
        clock,
        assisted: () => isAssisted(process.platform, process.env),
      })
      publish = serve(contents, { handlers: { ...handlers, page: { attach } }, page: PAGE, presses }).publish
    },
    publish: (next: Snapshot) => publish(next),
    /** Whether the last window's page has a sandbox; null if unknown, or if there was no window. */
    sandboxed: () => sandboxed,
  }
}
