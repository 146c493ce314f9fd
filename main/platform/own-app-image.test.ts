import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ownAppImage } from './own-app-image.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-image-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A folder with the app in it. */
function appIn(name: string, { run }: { run: boolean }): string {
  const here = join(folder, name)
  mkdirSync(here)
  writeFileSync(join(here, 'latchkey'), '')
  if (run) writeFileSync(join(here, 'AppRun'), '')
  return here
}
const mount = appIn('.mount_LatchkZ3a9Qx', { run: true })
const installed = appIn('Latchkey', { run: false })
const terminal = appIn('.mount_Termin5bcDeF', { run: true })
const image = '/home/ada/Latchkey.AppImage'

describe('the AppImage that the app runs from', () => {
  it.each<[string, NodeJS.ProcessEnv]>([
    ['its mount', { APPIMAGE: image, APPDIR: mount }],
    ['its mount with a stroke at its end', { APPIMAGE: image, APPDIR: `${mount}/` }],
    [
      'its mount by a link to the folder for temporary files',
      { APPIMAGE: image, APPDIR: '/link/.mount_LatchkZ3a9Qx' },
    ],
  ])('is what the environment says, with %s', (_what, environment) => {
    expect(ownAppImage(environment, join(mount, 'latchkey'))).toBe(image)
  })

  it.each<[string, string, NodeJS.ProcessEnv]>([
    ['nothing is said', mount, {}],
    ['no file is named', mount, { APPDIR: mount }],
    ['an empty file is named', mount, { APPIMAGE: '', APPDIR: mount }],
    [
      'a file is named that depends on where it is asked',
      mount,
      { APPIMAGE: 'Other.AppImage', APPDIR: mount },
    ],
    ['no folder is named', mount, { APPIMAGE: image }],
    ['an empty folder is named', mount, { APPIMAGE: image, APPDIR: '' }],
    [
      'a folder is named that depends on where it is asked',
      mount,
      { APPIMAGE: image, APPDIR: '.mount_LatchkZ3a9Qx' },
    ],
    ['another one started it', mount, { APPIMAGE: '/opt/Terminal.AppImage', APPDIR: terminal }],
    [
      'another one started it and is gone',
      mount,
      { APPIMAGE: '/opt/T.AppImage', APPDIR: '/tmp/.mount_gone' },
    ],
    ['it is installed', installed, { APPIMAGE: image }],
    ['it is installed, and its folder is named', installed, { APPIMAGE: image, APPDIR: installed }],
    [
      'it is installed, and the folder of its folder is named',
      installed,
      { APPIMAGE: image, APPDIR: folder },
    ],
    ['it is installed, and the root is named', installed, { APPIMAGE: image, APPDIR: '/' }],
    [
      'it is installed, and another one started it',
      installed,
      { APPIMAGE: '/opt/T.AppImage', APPDIR: terminal },
    ],
  ])('is none where %s', (_what, here, environment) => {
    expect(ownAppImage(environment, join(here, 'latchkey'))).toBe(null)
  })
})
