import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunningApp } from './app.ts'

/** What Chromium's network service notes of a host that it is to look up. */
const lookedUp = /"host":"([^"]+)"/g

/** Notes from now on every host that any part of the app looks up, by request, socket or prefetch; `end` tells them. */
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
