import { dirname, join } from 'node:path'
import { promises as plainFiles } from 'original-fs'
import { systemClock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { createOwnFiles } from '../files/own-files.ts'
import type { AskSessionBus } from '../session-bus/port.ts'
import { keychainEnvironment } from './environment.ts'
import { keychainHere } from './here.ts'
import { createIsOpen, createKeychainMood } from './mood.ts'
import type { SystemKeychain } from './port.ts'
import { createKeychainProcess } from './process.ts'
import { createSecretService } from './secret-service.ts'
import { createIsThere } from './seen.ts'
import { startProcess } from './start-process.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  readonly work: FileWork
  /** Asks somebody on the session bus, on Linux. */
  readonly ask: AskSessionBus
}

/** The keychain of this system: on Linux by a process of its own and by the session bus, elsewhere in this process. */
export function openSystemKeychain({ files, work, ask }: Options): SystemKeychain {
  const { platform } = process
  const keytar = platform === 'linux' ? keychainProcess(files, work) : keychainHere
  const secretService = createSecretService(ask)
  const mood = createKeychainMood({ platform, isLoadable: () => keytar.isLoadable(), secretService })
  return {
    open: () => keytar.open(),
    mood,
    isOpen: createIsOpen({ platform, mood }),
    isThere: createIsThere({ platform, mood, secretService }),
    whyLate: keytar.whyLate,
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
