import { rename, rm } from 'node:fs/promises'

/** Removes a folder as whoever cleans up does, in one step: the app makes anew what is in it while somebody still removes that. */
export async function cleanUp(folder: string): Promise<void> {
  const gone = `${folder}-gone`
  await rename(folder, gone)
  await rm(gone, { recursive: true })
}
