import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { loginItem } from './login-item.ts'

const app = vi.hoisted(() => ({ isPackaged: true, home: '', asked: [] as unknown[] }))
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return app.isPackaged
    },
    getPath: (name: string) => (name === 'home' ? app.home : `${app.home}/${name}`),
    getLoginItemSettings: (options: unknown) => void app.asked.push(options),
    setLoginItemSettings: (options: unknown) => void app.asked.push(options),
  },
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-login-'))
  Object.assign(app, { isPackaged: true, home: join(folder, 'home'), asked: [] })
})
afterEach(() => rmSync(folder, { recursive: true }))

const work = patientWork()

async function turnedOn(environment: NodeJS.ProcessEnv) {
  await loginItem('linux', environment, work).set(true)
  const path = [join(folder, 'home', '.config'), join(folder, 'configuration')]
    .map(configuration => join(configuration, 'autostart', 'app.latchkey.latchkey.desktop'))
    .find(existsSync)
  return { path, command: execArguments(desktopKeys(readFileSync(path ?? '', 'utf8')).get('Exec') ?? '') }
}

describe('start at login', () => {
  it('is an entry in the home folder of a Linux desktop', async () => {
    expect(await turnedOn({})).toEqual({
      path: join(folder, 'home', '.config', 'autostart', 'app.latchkey.latchkey.desktop'),
      command: [process.execPath, '--hidden'],
    })
  })

  it('goes where the desktop keeps its configuration', async () => {
    expect((await turnedOn({ XDG_CONFIG_HOME: join(folder, 'configuration') })).path).toBe(
      join(folder, 'configuration', 'autostart', 'app.latchkey.latchkey.desktop'),
    )
  })

  it('starts the AppImage, not the mount that it runs from', async () => {
    const mount = join(folder, '.mount_LatchkZ3a9Qx')
    mkdirSync(mount)
    writeFileSync(join(mount, 'AppRun'), '')
    const own = vi.spyOn(process, 'execPath', 'get').mockReturnValue(join(mount, 'latchkey'))
    const environment = { APPIMAGE: '/home/ada/Latch key.AppImage', APPDIR: mount }
    expect((await turnedOn(environment)).command).toEqual(['/home/ada/Latch key.AppImage', '--hidden'])
    own.mockRestore()
  })

  it.each([
    { APPIMAGE: '/opt/Terminal.AppImage' },
    { APPIMAGE: '/opt/Terminal.AppImage', APPDIR: '/tmp/.mount_Termin5bcDeF' },
  ])('starts the app itself where nothing shows that it is an AppImage: %j', async environment => {
    expect((await turnedOn(environment)).command).toEqual([process.execPath, '--hidden'])
  })

  const portable = {
    PORTABLE_EXECUTABLE_FILE: String.raw`D:\Latch key.exe`,
    PORTABLE_EXECUTABLE_DIR: 'D:\\',
    PORTABLE_EXECUTABLE_APP_FILENAME: 'latchkey',
    TEMP: String.raw`C:\Temp`,
  }

  it('starts a portable Windows app from its own file, not from the folder that it is unpacked to', async () => {
    const own = vi.spyOn(process, 'execPath', 'get').mockReturnValue(String.raw`C:\Temp\x\Latchkey.exe`)
    await loginItem('win32', portable, work).set(true)
    own.mockRestore()
    const path = `"${portable.PORTABLE_EXECUTABLE_FILE}"`
    expect(app.asked).toEqual([{ openAtLogin: true, path, args: ['--hidden'] }])
  })

  it('starts the app itself where nothing shows that it is a portable Windows app', async () => {
    await loginItem('win32', portable, work).set(true)
    expect(app.asked).toEqual([{ openAtLogin: true, path: `"${process.execPath}"`, args: ['--hidden'] }])
  })

  it.each<NodeJS.Platform>(['linux', 'darwin', 'win32'])(
    'is neither on nor turned on where the app is not installed: %s',
    async platform => {
      app.isPackaged = false
      const item = loginItem(platform, {}, work)
      await item.set(true)
      await item.repair()
      expect([await item.state(), app.asked, existsSync(app.home)]).toEqual(['unavailable', [], false])
    },
  )

  it('is not possible on a system that Latchkey does not know', async () => {
    expect(await loginItem('freebsd', {}, work).state()).toBe('unavailable')
  })
})
