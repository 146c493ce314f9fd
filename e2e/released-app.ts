import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { packagedFolder } from './packaged-app.ts'

/**
 * A copy of the packaged app as a release would be: without the mark of the development runtime, with the feed in it
 * if there is one, and with a debugger let in, so that a test can move its time. Returns the executable.
 */
export async function createReleasedApp(folder: string, feed: string | null): Promise<string> {
  await promisify(execFile)('cp', ['-a', '--reflink=auto', packagedFolder, folder])
  const resources = path.join(folder, 'resources')
  await unmark(path.join(resources, 'app.asar'))
  if (feed !== null) await writeFile(path.join(resources, 'app-update.yml'), feed)
  const executable = path.join(folder, 'latchkey')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  return executable
}

/** Takes the mark out of the version. What follows it in the archive stays where it is. */
async function unmark(archive: string): Promise<void> {
  const bytes = await readFile(archive)
  const [marked, version] = /("version": "[\d.]+)-development"/.exec(bytes.toString('latin1')) ?? []
  if (marked === undefined) return
  bytes.write(`${version}"`.padEnd(marked.length), bytes.indexOf(marked))
  // A link or a copy on write may lead to the package itself.
  await rm(archive)
  await writeFile(archive, bytes)
}
