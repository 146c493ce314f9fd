import { readdir, readFile, readlink } from 'node:fs/promises'

export interface RunningProcess {
  readonly id: number
  readonly command: string
}

/** Processes that name the folder in their command line or environment, or work in it. Zombies are left out. */
export async function processesNaming(folder: string): Promise<readonly RunningProcess[]> {
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(ids.map(id => inspect(id, folder)))
  return found.filter(entry => entry !== null)
}

async function inspect(id: number, folder: string): Promise<RunningProcess | null> {
  if (id === process.pid) return null
  const traces = await Promise.all([read(id, 'cmdline'), read(id, 'environ'), workingFolder(id)])
  const [commandLine] = traces
  if (commandLine === '' || !traces.some(trace => trace.includes(folder))) return null
  return { id, command: commandLine.replaceAll('\0', ' ').trim() }
}

const read = (id: number, file: string): Promise<string> =>
  readFile(`/proc/${id}/${file}`, 'latin1').catch(() => '')

// Chromium writes over its environment, so that only this tells of its main process.
const workingFolder = (id: number): Promise<string> => readlink(`/proc/${id}/cwd`).catch(() => '')

/** Sends a signal to a process, or with a negative id to its group; false when there is none any more. */
export function signal(id: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(id, name)
  } catch {
    return false
  }
}

/** What a process was started with: its command line and its environment. */
export const startedWith = async (id: number): Promise<string> =>
  (await read(id, 'cmdline')) + (await read(id, 'environ'))
