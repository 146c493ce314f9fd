import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** The Electron that the bootstrap made ready. */
export interface ElectronRuntime {
  readonly executable: string
  readonly version: string
}

export const repository = path.resolve(__dirname, '../..')

/** Reads what the bootstrap wrote down; if it has not run, throws an error that names the next step. */
export async function readRuntime(): Promise<ElectronRuntime> {
  const file = path.join(repository, '.cache/runtime.json')
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error('there is no Electron runtime yet: run npm test, which gets one', { cause })
  })
  return JSON.parse(text) as ElectronRuntime
}
