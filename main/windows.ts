import { join } from 'node:path'
import type { Snapshot } from '../common/contract.ts'
import { createAsks } from './asks.ts'
import { systemClock } from './clock.ts'
import type { Front } from './front.ts'
import { createConnection } from './ipc/connect.ts'
import { mainPage } from './ipc/own-pages.ts'
import type { Handlers } from './ipc/serve.ts'
import { createOwnSession } from './window/own-window.ts'
import { createPage } from './window/page.ts'
import type { PlaceFile } from './window/place-file.ts'
import { createTheme } from './window/theme.ts'
import { createUnopened } from './window/unopened.ts'
import { drawsOnWaylandHere } from './window/wayland-here.ts'
import { createWindow } from './window/window.ts'

interface Options extends Pick<Front, 'desktop' | 'icons' | 'log' | 'text' | 'tray'> {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  /** How the person left the main window. */
  readonly windowPlace: PlaceFile
  /** What the pages may ask of the app, and what they are told of it. */
  readonly actions: () => Omit<Handlers, 'page'>
  readonly snapshot: () => Snapshot
  /** Called when something has changed that no service reports. */
  readonly changed: () => void
  /** Called when a window ended before it was seen. */
  readonly failed: () => void
}

export type Windows = ReturnType<typeof createWindows>

/** The main window and the one in which a program asks: their pages, their look, and their way to the app. */
export function createWindows(options: Options) {
  const { desktop, icons, log, text, tray, files, actions, snapshot, changed } = options
  const clock = systemClock
  const report = log.warn
  const page = createPage(files, () => text.language, report)
  const theme = createTheme()
  const wayland = drawsOnWaylandHere(options.given)
  const shared = {
    theme,
    session: createOwnSession(page.serve),
    prepared: desktop.lookForScreenReader,
    preload: join(files, 'preload.cjs'),
    icon: icons.window,
    clock,
    wayland,
    sayUnopened: createUnopened(text),
    failed(why: unknown) {
      report('The window ended before it was seen', why)
      options.failed()
    },
  }
  const connection = createConnection({ page: mainPage, handlers: actions, view: snapshot, clock, report })
  const main = createWindow({
    ...shared,
    connect: contents => connection.connect(contents),
    focused: changed,
    trayIcon: tray.bounds,
    left: options.windowPlace,
  })
  const asks = createAsks({ shared, title: () => text('asks.window'), handlers: actions, report })
  desktop.followAskedContrast(asked => {
    theme.askForContrast(asked)
    changed()
  })

  return {
    main,
    theme,
    /** Whether they are drawn on Wayland. */
    wayland,
    /** Whether somebody pressed something in the main one, on desktops that want that for the clipboard. */
    isPressed: () => !wayland || main.isFocused(),
    /** Whether the main one's page has a sandbox; null if unknown, or if there was none. */
    sandboxed: connection.sandboxed,
    /** Brings the question of a program to the front; false if none asks. */
    showQuestion: asks.show,
    /** Reads the pages while their files are there. */
    keepPages: () => page.keep(),
    /** Shows everything anew, in the language that is spoken now. */
    reload() {
      page.keep()
      main.reload()
      asks.reload()
    },
    publish(next: Snapshot) {
      connection.publish(next)
      asks.follow(next)
    },
  }
}
