import { dirname, join } from 'node:path'
import { promises as plainFiles } from 'original-fs'
import { systemClock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { createOwnFiles } from '../files/own-files.ts'
import type { AskSessionBus } from '../platform/session-bus/port.ts'
import { keychainEnvironment } from './environment.ts'
import { keychainHere } from './here.ts'
import { createIsMissing, createSecretServiceLooks, untoldLooks } from './locate.ts'
import type { SystemKeychain } from './port.ts'
import { createKeychainProcess } from './process.ts'
import { SERVICE } from './item-access.ts'
import { createSecretService } from './secret-service.ts'
import { startProcess } from './start-process.ts'
import { createWalletPrompt } from './wallet-prompt.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  readonly work: FileWork
  /** Asks somebody on the session bus, on Linux. */
  readonly ask: AskSessionBus
}

/**
 * The keychain of this system: on Linux through a process of its own and the session bus, elsewhere in this process.
 */
export function openSystemKeychain({ files, work, ask }: Options): SystemKeychain {
  const isLinux = process.platform === 'linux'
  const keytar = isLinux ? keychainProcess(files, work) : keychainHere
  const looks = isLinux
    ? createSecretServiceLooks(
        createSecretService(ask, () => keytar.renew(), createWalletPrompt(process.env, work)),
        SERVICE,
      )
    : untoldLooks
  return {
    ...looks,
    open: () => keytar.open(),
    isMissing: createIsMissing({ room: looks.room, isLoadable: () => keytar.isLoadable() }),
    whyLate: () => keytar.whyLate(),
    process: () => keytar.process(),
    renew: () => keytar.renew(),
    hold: () => keytar.hold(),
    stop: keytar.stop,
    end: () => keytar.end(),
  }
}

function keychainProcess(files: string, work: FileWork) {
  const file = join(files, 'keychain.cjs')
  const native = join(files, '../node_modules/keytar/build/Release/keytar.node')
  const own = createOwnFiles({
    folder: dirname(process.execPath),
    others: [file.replace(/(\.asar)\/.*$/, '$1'), native.replace(/\.asar(?=\/)/, '$&.unpacked')],
    files: plainFiles,
    work,
  })
  return createKeychainProcess({
    start() {
      own.remember()
      return startProcess(file, keychainEnvironment(process.env, process.getuid?.() ?? 0))
    },
    isChanged: () => own.areChanged(),
    clock: systemClock,
  })
}
