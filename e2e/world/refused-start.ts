import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Desktop } from './desktop.ts'
import { type LaunchOptions, prepareLaunch } from './launch.ts'

/** The outcome of a start: title and text of each box, and how it ended. */
export interface Start {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly boxes: readonly string[]
}

/** Notes what a box says, and answers it as a person does. */
const readsBoxes = (file: string) => `
  const { isMainThread } = require('node:worker_threads')
  if (isMainThread) {
    const { dialog } = require('electron')
    dialog.showMessageBox = async ({ message, detail }) => {
      require('node:fs').appendFileSync('${file}', message + '. ' + detail + '\\n')
      return { response: 0, checkboxChecked: false }
    }
  }`

// Root may write everywhere: this root may not.
const asAnybody = process.getuid?.() === 0 ? ['--bounding-set', '-dac_override,-dac_read_search'] : []

/** Starts the app, and waits until it ends by itself. */
export async function startInVain(desktop: Desktop, port: number, options: LaunchOptions): Promise<Start> {
  const folder = path.join(desktop.home, 'tmp')
  const [module, file] = [path.join(folder, 'reads-boxes.cjs'), path.join(folder, 'boxes.txt')]
  await writeFile(module, readsBoxes(file))
  await writeFile(file, '')
  const launch = await prepareLaunch(desktop, port, { preload: module, ...options })
  const child = spawn(
    'setpriv',
    [
      ...asAnybody,
      '--pdeathsig',
      'KILL',
      launch.executable,
      ...launch.sandboxSwitches,
      ...launch.commandLine,
    ],
    {
      env: launch.environment,
      cwd: desktop.home,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
      killSignal: 'SIGKILL',
    },
  )
  const written = Promise.all([text(child.stdout), text(child.stderr)])
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  const boxes = (await readFile(file, 'utf8')).split('\n').filter(line => line !== '')
  return { code, signal, output: (await written).join(''), boxes }
}
