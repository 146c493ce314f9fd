import { app, net } from 'electron'
import { randomUUID } from 'node:crypto'
import type { Text } from '../common/text.ts'
import { createCleaning } from './access/clean-files.ts'
import { systemClock } from './clock.ts'
import type { Desktop } from './desktop.ts'
import type { FileWork } from './files/file-work.ts'
import { describeInstallation } from './platform/installation.ts'
import { openKeysFile } from './keys/keys-file.ts'
import type { KeyClipboard } from './keys/lend.ts'
import type { Log } from './log.ts'
import { openPlex } from './plex/open.ts'
import { createServices } from './services.ts'
import { openMemory } from './memory/memory-file.ts'
import { machineId, readSystemFile } from './memory/machine-id.ts'
import { openPlaceFile } from './window/place-file.ts'
import { openPreferences } from './preferences/preferences-file.ts'
import { openSystemKeychain } from './vault/system-keychain.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  readonly text: Pick<Text, 'compareNames'>
  readonly log: Log
  readonly work: FileWork
  readonly desktop: Pick<Desktop, 'ask'>
  /** Called when a revocation was owed for too long. */
  readonly givenUp: () => void
  /** Called once for each key that plex.tv has ended. */
  readonly keyDied: (name: string) => void
  readonly clipboard: KeyClipboard
}

export type OpenedServices = Awaited<ReturnType<typeof openServices>>

/** The services over this computer's files, keychain and network. */
export async function openServices(options: Options) {
  const { files, text, log, work, desktop, givenUp, keyDied, clipboard } = options
  const own = { folder: app.getPath('userData'), home: app.getPath('home'), work, report: log.warn }
  // In parallel, since each may be on a disk that answers late or never.
  const opening = Promise.all([openPreferences(own), openPlaceFile(own)])
  const openingMemory = openMemory({
    ...own,
    newIdentifier: randomUUID,
    computer: machineId(process.platform, { read: readSystemFile(work) }),
  })
  const owner = openingMemory.then(memory => memory.get().clientIdentifier)
  const [memory, keyRecords] = await Promise.all([openingMemory, openKeysFile({ ...own, owner })])
  const [preferences, windowPlace] = await opening
  const installation = describeInstallation(memory.get().clientIdentifier)
  const { api, apiFor, proxyLogin, proxyQuestion, lookOnWay } = openPlex({
    installation,
    environment: process.env,
    work,
    clock: systemClock,
    compareNames: text.compareNames,
    unblocked: () => services.unblocked(),
  })
  const services = createServices({
    clock: systemClock,
    api,
    apiFor,
    keyRecords,
    clipboard,
    clean: createCleaning({
      load: () => import('./access/program-files.ts'),
      work,
      deviceName: installation.deviceName,
      report: log.warn,
    }),
    keychain: openSystemKeychain({ files, work, ask: desktop.ask }),
    memory,
    isOnline: () => net.isOnline(),
    givenUp,
    keyDied,
    observe: (what, problem) => (problem === undefined ? log.info(what) : log.warn(what, problem)),
  })
  return {
    memory,
    keyRecords,
    preferences,
    windowPlace,
    installation,
    proxyLogin,
    proxyQuestion,
    lookOnWay,
    services,
  }
}
