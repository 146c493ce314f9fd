import type { WebContents } from 'electron'
import type * as v from 'valibot'
import { isAssisted } from '../assisted.ts'
import type { Clock } from '../clock.ts'
import { isSandboxed } from '../window/sandbox.ts'
import { hearPresses } from './presses.ts'
import { type Handlers, type OwnPage, serve } from './serve.ts'

interface Options<Told extends v.GenericSchema> {
  readonly page: OwnPage<Told>
  /** What each command does, except the page's own. */
  readonly handlers: () => Omit<Handlers, 'page'>
  /** What the page is told now. */
  readonly view: () => v.InferInput<Told>
  /** Called each time that its page is there, before it is told anything. */
  readonly attached?: () => void
  /** Makes the window so tall, where it follows its page. */
  readonly fit?: (height: number) => void
  /** Whether a press counts now. */
  readonly counts?: () => boolean
  readonly clock: Clock
  readonly report: (what: string) => void
}

const SANDBOX = {
  off: "The window has no sandbox: Chromium's is switched off, or cannot be had",
  unknown: 'The system does not tell whether the window has a sandbox',
}

/** The way of one window to main and back. */
export function createConnection<const Told extends v.GenericSchema>(options: Options<Told>) {
  const { page, handlers, view, attached = () => {}, fit = () => {}, counts = () => true } = options
  const { clock, report } = options
  let publish = (_view: v.InferInput<Told>) => {}
  let sandboxed: boolean | null = null

  return {
    /** Once for each new window, before its page loads. */
    connect(contents: WebContents) {
      const attach = () => {
        sandboxed = isSandboxed(contents.getOSProcessId())
        if (sandboxed !== true) report(SANDBOX[sandboxed === null ? 'unknown' : 'off'])
        attached()
        publish(view())
      }
      const presses = hearPresses(contents, {
        clock,
        assisted: () => isAssisted(process.platform, process.env),
        counts,
      })
      publish = serve(contents, { handlers: { ...handlers(), page: { attach, fit } }, page, presses }).publish
    },
    publish: (next: v.InferInput<Told>) => publish(next),
    /** Whether the last window's page has a sandbox; null if unknown, or if there was no window. */
    sandboxed: () => sandboxed,
  }
}
