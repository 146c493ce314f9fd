import { app } from 'electron'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { givenEnvironment } from '../common/given-environment.ts'
import type { Verbs } from '../common/invocation.ts'
import { commandAt } from '../common/command-at.ts'
import { hasHome, useAbsoluteFolders } from './start/environment.ts'

// An ES module: Electron waits for one before it opens a display (electronjs.org/docs/latest/tutorial/esm). The app
// itself is required at once, so that all that it does before `ready` comes before `ready`.
const load = createRequire(import.meta.url)

const [, ...all] = process.argv
// In development, switches before the app's folder are for the runtime. In a release there is no such folder.
const folderAt = app.isPackaged ? -1 : all.findIndex(argument => resolve(argument) === app.getAppPath())
const command = commandAt(all.slice(folderAt + 1))

if (command === undefined) await (load('./main.cjs') as { readonly decided: Promise<void> }).decided
else process.exit(await run(folderAt + 1 + command))

function run(at: number): Promise<number> {
  const given = givenEnvironment({ ...process.env })
  const isLinux = process.platform === 'linux'
  if (isLinux) useAbsoluteFolders(process.env)
  const { runVerb } = load('./cli.cjs') as Verbs
  return runVerb({
    command: all.slice(at),
    home: isLinux && !hasHome(process.env) ? null : join(app.getPath('appData'), 'Latchkey'),
    files: import.meta.dirname,
    version: app.getVersion(),
    given,
    program: process.execPath,
    // It may be relative, to a folder in which the app is not started.
    start: all.slice(0, at).map((argument, index) => (index === folderAt ? app.getAppPath() : argument)),
    packaged: app.isPackaged,
  })
}
