import { app, Menu } from 'electron'
import { join } from 'node:path'
import { trayStyles } from '../common/tray-styles.ts'
import { systemClock } from './clock.ts'
import { openDesktop } from './desktop.ts'
import { createFileWork } from './files/file-work.ts'
import { logFolder, openLog } from './log.ts'
import { createOwnIcons } from './own-icons.ts'
import { quitCleanly } from './quit.ts'
import { stopOnErrors } from './stop-on-errors.ts'
import { openText } from './text/open-text.ts'
import { chosenStyle } from './tray/chosen-style.ts'
import type { TrayStyle } from './tray/icons.ts'
import { createPlacedTray } from './tray/placed-tray.ts'
import { createTray } from './tray/tray.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The folder that the lock's socket is in, if it could not be in the one that TMPDIR names. */
  readonly insteadOfTmpdir: string | undefined
}

export type Front = Awaited<ReturnType<typeof openFront>>

// Getting the icon onto the bus needs main's thread, which loading the rest keeps busy.
const ON_ITS_WAY_MS = 100
// If nobody reports a place for the icon, nothing else should wait for one.
const TOLD_WITHIN_MS = 300
/** Milliseconds that the icon waits for how it is to be drawn. */
const STYLED_WITHIN_MS = 250

/**
 * What a person sees first, and what everything else needs: a bundle of its own, so that the icon waits for nothing
 * else.
 */
export async function openFront({ files, insteadOfTmpdir }: Options) {
  const log = openLog(join(logFolder(app), 'latchkey.log'))
  if (insteadOfTmpdir !== undefined)
    log.warn(`TMPDIR could not be used for the lock, which is in ${insteadOfTmpdir}`)
  const speech = openText({
    folder: join(files, 'text'),
    parts: ['common', 'app'],
    preferred: app.getPreferredSystemLanguages(),
    report: log.warn,
  })
  const { text } = speech
  const finishOnErrors = stopOnErrors(log, text)
  const icons = createOwnIcons(join(files, 'icons'))
  const work = createFileWork(systemClock)
  const desktop = openDesktop({ observe: log.warn, icon: icons.png, work })
  let style = trayStyles[0] as TrayStyle
  const folders = { folder: app.getPath('userData'), home: app.getPath('home') }
  const styled = chosenStyle({ ...folders, work }).then(chosen => {
    style = chosen
  })
  // A file that does not come keeps the icon away no longer.
  const ready = Promise.all([app.whenReady(), Promise.race([styled, pause(STYLED_WITHIN_MS)])])
  const tray = createPlacedTray({
    style: () => style,
    quit: () => app.quit(),
    make: (its, first) => createTray({ ...its, text, image: icons.tray }, first),
    clock: systemClock,
  })
  const finishQuit = quitCleanly({
    clock: systemClock,
    finish: async () => {
      tray.destroy()
      desktop.close()
      return null
    },
    work,
    report: log.warn,
  })
  // Asked while Electron starts.
  desktop.followTrayPlace(place => void ready.then(() => tray.place(place)))
  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  else app.setActivationPolicy('accessory')
  const placed = tray.isPlaced()
  await Promise.race([placed, pause(TOLD_WITHIN_MS)])
  if (process.platform === 'linux') await pause(ON_ITS_WAY_MS)
  return { speech, text, log, finishOnErrors, finishQuit, icons, work, desktop, tray, placed }
}

const pause = (ms: number) => new Promise<void>(resolve => systemClock.at(systemClock.now() + ms, resolve))
