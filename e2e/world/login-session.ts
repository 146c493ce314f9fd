import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { desktopKeys } from '../../main/launch-at-login/desktop-keys.ts'
import { execArguments } from '../../main/launch-at-login/exec-key.ts'
import type { AppDir } from './app-dir.ts'
import type { Desktop } from './desktop.ts'
import { prepareLaunch } from './launch.ts'

/** What a desktop does with the autostart entry of the packaged app. */
export interface LoginSession {
  /** The entry, whether it is there or not. */
  readonly file: string
  read(): Promise<string>
  write(...lines: readonly string[]): Promise<void>
  /** The entry's command, split by the Desktop Entry rules. */
  command(): Promise<readonly string[]>
  /** Writes a file that starts the app in the folder as an AppImage would, with the tests' own arguments added. */
  writeAppImage(name: string, mount: AppDir): Promise<string>
  /** Starts exactly what the entry says. `exitCode` waits for its end. */
  start(): Promise<{ exitCode(): Promise<number | null> }>
}

export function createLoginSession(desktop: Desktop, port: number): LoginSession {
  const file = path.join(desktop.configHome, 'autostart/app.latchkey.latchkey.desktop')
  const session: LoginSession = {
    file,
    read: () => readFile(file, 'utf8'),
    async write(...lines) {
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, ['[Desktop Entry]', 'Type=Application', 'Name=Latchkey', ...lines, ''].join('\n'))
    },
    command: async () => execArguments(desktopKeys(await session.read()).get('Exec') ?? ''),
    async writeAppImage(name, { folder, executable }) {
      const launch = await prepareLaunch(desktop, port, { executable })
      const switches = [...launch.commandLine, ...launch.sandboxSwitches].map(text => `'${text}'`).join(' ')
      const image = path.join(desktop.home, name)
      const lines = [
        '#!/bin/bash',
        'export APPIMAGE="$(realpath "$0")"',
        `export APPDIR='${folder}'`,
        `exec '${launch.launcher}' "$@" ${switches}`,
        '',
      ]
      await writeFile(image, lines.join('\n'), { mode: 0o755 })
      return image
    },
    async start() {
      const [program = '', ...rest] = await session.command()
      const child = spawn(program, rest, { env: desktop.environment, cwd: desktop.home, stdio: 'ignore' })
      await once(child, 'spawn')
      const ended = once(child, 'exit')
      return { exitCode: async () => (await ended)[0] as number | null }
    },
  }
  return session
}
