import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { execArguments } from './exec-key.ts'
import { launchAtLogin } from './launch-at-login.ts'

const app = vi.hoisted(() => ({ isPackaged: true, home: '' }))
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return app.isPackaged
    },
    getPath: (name: string) => (name === 'home' ? app.home : undefined),
    getAppPath: () => '/src/latchkey',
  },
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-login-'))
  Object.assign(app, { isPackaged: true, home: join(folder, 'home') })
})
afterEach(() => rmSync(folder, { recursive: true }))

function turnedOn(environment: NodeJS.ProcessEnv) {
  launchAtLogin('linux', environment)?.set(true)
  const path = [join(folder, 'home', '.config'), join(folder, 'configuration')]
    .map(configuration => join(configuration, 'autostart', 'latchkey.desktop'))
    .find(existsSync)
  return { path, command: execArguments(readFileSync(path ?? '', 'utf8')) }
}

describe('start at login', () => {
  it('is an entry in the home folder of a Linux desktop', () => {
    expect(turnedOn({})).toEqual({
      path: join(folder, 'home', '.config', 'autostart', 'latchkey.desktop'),
      command: [process.execPath, '--hidden'],
    })
  })

  it('goes where the desktop keeps its configuration', () => {
    expect(turnedOn({ XDG_CONFIG_HOME: join(folder, 'configuration') }).path).toBe(
      join(folder, 'configuration', 'autostart', 'latchkey.desktop'),
    )
  })

  it.each(['', 'configuration'])(
    'ignores a configuration folder that is not absolute: %j',
    XDG_CONFIG_HOME => {
      expect(turnedOn({ XDG_CONFIG_HOME }).path).toBe(
        join(folder, 'home', '.config', 'autostart', 'latchkey.desktop'),
      )
    },
  )

  it('starts the AppImage, not the mount that it runs from', () => {
    expect(turnedOn({ APPIMAGE: '/home/ada/Latch key.AppImage' }).command).toEqual([
      '/home/ada/Latch key.AppImage',
      '--hidden',
    ])
  })

  it('names the sources where the app is not packaged', () => {
    app.isPackaged = false
    expect(turnedOn({}).command).toEqual([process.execPath, '/src/latchkey', '--hidden'])
  })

  it('is not offered on a system that Latchkey does not know', () => {
    expect(launchAtLogin('freebsd', {})).toBeNull()
  })
})
