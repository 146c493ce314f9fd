import type { Snapshot } from '../common/contract.ts'
import type { AsksView } from '../common/asks-view.ts'
import { createConnection } from './ipc/connect.ts'
import { asksPage } from './ipc/own-pages.ts'
import type { Handlers } from './ipc/serve.ts'
import { createAnswerable } from './window/answerable.ts'
import { createAsksWindow } from './window/asks-window.ts'
import type { Shared } from './window/own-window.ts'

interface Options {
  readonly shared: Shared
  readonly title: () => string
  readonly handlers: () => Omit<Handlers, 'page'>
  readonly report: (what: string) => void
}

/** The question of a program, in a window of its own. */
export function createAsks({ shared, title, handlers, report }: Options) {
  const answerable = createAnswerable(shared.clock)
  let asking: AsksView['asking'] = null
  let deviceName = ''
  let drawn: Pick<AsksView, 'theme' | 'contrastAsked'> = { theme: 'system', contrastAsked: false }
  let revision = 0

  const view = (): AsksView => ({
    revision: ++revision,
    asking,
    deviceName,
    ...drawn,
    answerableInMs: answerable.inMs(),
  })
  const connection = createConnection({
    page: asksPage,
    handlers,
    view,
    // Also where it was there, and is loaded again: until now nothing of it could be read.
    attached: () => answerable.begins(),
    fit: height => window.fit(height),
    counts: () => answerable.inMs() === 0,
    clock: shared.clock,
    report,
  })
  const publish = () => connection.publish(view())
  const window = createAsksWindow({
    ...shared,
    title,
    connect: contents => connection.connect(contents),
    answerable,
    changed: publish,
  })

  return {
    follow({
      access,
      deviceName: own,
      preferences,
      contrastAsked,
    }: Pick<Snapshot, 'access' | 'contrastAsked' | 'deviceName' | 'preferences'>) {
      const isSame =
        asking?.id === access.asking?.id &&
        drawn.theme === preferences.theme &&
        drawn.contrastAsked === contrastAsked
      asking = access.asking
      deviceName = own
      drawn = { theme: preferences.theme, contrastAsked }
      if (isSame) return
      window.follow(asking?.id ?? null)
      publish()
    },
    /** Brings its window to the front; false if nobody asks. */
    show: () => window.show(),
    reload: () => window.reload(),
  }
}
