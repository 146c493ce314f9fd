import { createStore } from 'zustand/vanilla'
import type { AsksView } from '../../common/asks-view.ts'

/** What main told last. */
export interface Told {
  readonly asking: AsksView['asking']
  readonly deviceName: string
  readonly theme: AsksView['theme']
  readonly contrastAsked: boolean
  /** From when on an answer counts, as a moment of `performance.now()`. */
  readonly answerableAt: number
}

/** As the preload script hands it over: to this page main sends no other snapshots. */
interface Way {
  readonly page: { readonly attach: () => Promise<unknown> }
  readonly onSnapshot: (listener: (view: AsksView) => void) => () => void
}

/** Only `follow` writes to it. */
export const told = createStore<Told | null>(() => null)

/** Keeps what main told current. Returns a function that stops it. */
export function follow({ page, onSnapshot }: Way): () => void {
  let last = -1
  const stop = onSnapshot(({ revision, asking, deviceName, theme, contrastAsked, answerableInMs }) => {
    if (revision <= last) return
    last = revision
    const answerableAt = performance.now() + (answerableInMs ?? Infinity)
    told.setState({ asking, deviceName, theme, contrastAsked, answerableAt }, true)
  })
  void page.attach()
  return stop
}
