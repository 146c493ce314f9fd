import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ownAppImage } from './own-app-image.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-image-'))
afterAll(() => rmSync(folder, { recursive: true }))
const mount = join(folder, '.mount_Latchk')
const program = join(mount, 'latchkey')
mkdirSync(mount)
writeFileSync(program, '')
mkdirSync(join(folder, '.mount_Latchk2'))
symlinkSync(mount, join(folder, 'link'))

const image = '/home/ada/Latchkey.AppImage'

describe('the AppImage that the app runs from', () => {
  it.each<[string, NodeJS.ProcessEnv]>([
    ['its mount', { APPIMAGE: image, APPDIR: mount }],
    ['a link to its mount', { APPIMAGE: image, APPDIR: join(folder, 'link') }],
    ['no mount', { APPIMAGE: image }],
  ])('is what the environment says, with %s', (_what, environment) => {
    expect(ownAppImage(environment, program)).toBe(image)
  })

  it.each<[string, NodeJS.ProcessEnv]>([
    ['nothing is said', {}],
    ['no file is named', { APPIMAGE: '', APPDIR: mount }],
    [
      'another one started it',
      { APPIMAGE: '/opt/Terminal.AppImage', APPDIR: join(folder, '.mount_Latchk2') },
    ],
    [
      'another one started it and is gone',
      { APPIMAGE: '/opt/Terminal.AppImage', APPDIR: '/tmp/.mount_gone' },
    ],
  ])('is none where %s', (_what, environment) => {
    expect(ownAppImage(environment, program)).toBe(null)
  })
})
