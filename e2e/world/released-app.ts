import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeInspectableCopy } from './inspectable-copy.ts'

/**
 * A copy of the packaged app as a release would be: without the mark of the development runtime, with the feed in it
 * if there is one, and with a debugger let in, so that a test can move its time. Returns the executable.
 */
export async function createReleasedApp(feed: string | null): Promise<string> {
  const { executable } = await makeInspectableCopy()
  const resources = path.join(path.dirname(executable), 'resources')
  await unmark(path.join(resources, 'app.asar'))
  if (feed !== null) await writeFile(path.join(resources, 'app-update.yml'), feed)
  return executable
}

/** Takes the mark out of the version. What follows it in the archive stays where it is. */
async function unmark(archive: string): Promise<void> {
  const bytes = await readFile(archive)
  const [marked, version] = /("version": "[\d.]+)-development"/.exec(bytes.toString('latin1')) ?? []
  if (marked === undefined) return
  bytes.write(`${version}"`.padEnd(marked.length), bytes.indexOf(marked))
  // A link leads to the package itself.
  await rm(archive)
  await writeFile(archive, bytes)
}
