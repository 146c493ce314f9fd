import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunningApp } from './app.ts'

/** How Chromium's network service logs a host that it looks up. */
const lookedUp = /"host":"([^"]+)"/g

/** Records every host that any part of the app looks up, by request, socket or prefetch; `end` returns them. */
export async function watchHosts(
  app: RunningApp,
  folder: string,
): Promise<{ end(): Promise<readonly string[]> }> {
  const file = path.join(folder, 'net-log.json')
  await app.electron.evaluate(({ netLog }, to) => netLog.startLogging(to), file)
  return {
    async end() {
      await app.electron.evaluate(({ netLog }) => netLog.stopLogging())
      const log = await readFile(file, 'utf8')
      return [...new Set([...log.matchAll(lookedUp)].map(([, host = '']) => host))].toSorted()
    },
  }
}
