import { app, Menu } from 'electron'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { openDesktop } from './desktop.ts'
import { createFileWork } from './files/file-work.ts'
import { logFolder, openLog } from './log.ts'
import { createOwnIcons } from './own-icons.ts'
import { stopOnErrors } from './stop-on-errors.ts'
import { createPlacedTray } from './tray/placed-tray.ts'
import { createTray } from './tray/tray.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The folder that the lock is in, where it could not be in the one that TMPDIR names. */
  readonly insteadOfTmpdir: string | undefined
}

export type Front = Awaited<ReturnType<typeof openFront>>

// The icon's way onto the bus needs main, which the rest keeps busy while it is loaded.
const ON_ITS_WAY_MS = 100

/** What a person sees first, and what everything stands on: a bundle of its own, so that the icon waits for nothing else. */
export async function openFront({ files, insteadOfTmpdir }: Options) {
  const log = openLog(join(logFolder(app), 'latchkey.log'))
  if (insteadOfTmpdir !== undefined)
    log.warn(`TMPDIR could not be used for the lock, which is in ${insteadOfTmpdir}`)
  const finishOnErrors = stopOnErrors(log)
  const icons = createOwnIcons(join(files, 'icons'))
  const work = createFileWork(systemClock)
  const desktop = openDesktop({ observe: log.warn, icon: icons.png, work })
  const tray = createPlacedTray({
    make: (its, first) => createTray({ ...its, image: icons.tray }, first),
    clock: systemClock,
  })
  // Asked while Electron starts.
  desktop.followTrayPlace(place => void app.whenReady().then(() => tray.place(place)))
  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  else app.setActivationPolicy('accessory')
  const hasTray = await tray.isPlaced()
  if (hasTray) {
    await new Promise<void>(resolve => systemClock.at(systemClock.now() + ON_ITS_WAY_MS, resolve))
  }
  return { log, finishOnErrors, icons, work, desktop, tray, hasTray }
}
