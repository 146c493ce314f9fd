import { shell } from 'electron'
import { pathToFileURL } from 'node:url'
import { dirname } from 'node:path'
import type { LogShown } from '../common/log-shown.ts'
import { openPage } from './open-page.ts'
import type { AskSessionBus } from './platform/session-bus/port.ts'

interface Ports {
  readonly path: string
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  /** Asks a program on the session bus, on Linux. */
  readonly ask: AskSessionBus
  readonly report: (what: string, error: unknown) => void
}

const SHOWN_WITHIN_MS = 5_000

/** Shows the log to the person, by the programs of their desktop. */
export function createOpenLog({ path, given, ask, report }: Ports) {
  /** In a file manager, with the file marked; where that is not known to work, its folder alone. */
  const mark = () =>
    ask({
      destination: 'org.freedesktop.FileManager1',
      path: '/org/freedesktop/FileManager1',
      interface: 'org.freedesktop.FileManager1',
      member: 'ShowItems',
      signature: 'ass',
      values: [[pathToFileURL(path).href], ''],
      returns: '',
      within: SHOWN_WITHIN_MS,
    }).catch(() => openPage(dirname(path), given))

  async function openFile() {
    if (process.platform === 'linux') return openPage(path, given)
    const problem = await shell.openPath(path)
    if (problem !== '') throw new Error(problem)
  }

  const told = async (work: () => unknown): Promise<LogShown> => {
    try {
      await work()
      return { isShown: true, path }
    } catch (error) {
      report('The log could not be shown', error)
      return { isShown: false, path }
    }
  }

  return {
    open: () => told(openFile),
    show: () => told(() => (process.platform === 'linux' ? mark() : shell.showItemInFolder(path))),
  }
}
