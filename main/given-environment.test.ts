import { describe, expect, it } from 'vitest'
import { givenEnvironment, withoutAppImage } from './given-environment.ts'

describe('the environment that the app was given', () => {
  it('is what the system keeps of the start, whatever has changed since', () => {
    const kept = 'PATH=/usr/bin\0XDG_CURRENT_DESKTOP=KDE\0EMPTY=\0ODD=a=b\nc\0'
    expect(givenEnvironment('linux', () => kept)).toEqual({
      PATH: '/usr/bin',
      XDG_CURRENT_DESKTOP: 'KDE',
      EMPTY: '',
      ODD: 'a=b\nc',
    })
  })

  it('is the present one where the system does not tell', () => {
    const refuse = () => {
      throw new Error('EACCES')
    }
    expect(givenEnvironment('linux', refuse)).toEqual(process.env)
    expect(givenEnvironment('win32', refuse)).toEqual(process.env)
  })
})

describe('an AppImage', () => {
  const mounted = '/tmp/.mount_LatchkAbC'
  const given = { PATH: '/usr/bin:/bin', HOME: '/home/ada', EMPTY: '', XDG_DATA_DIRS: '/usr/share' }

  it('leaves nothing of itself to what it starts', () => {
    expect(
      withoutAppImage({
        ...given,
        APPDIR: mounted,
        APPIMAGE: '/home/ada/Latchkey.AppImage',
        ARGV0: './Latchkey.AppImage',
        OWD: '/home/ada',
        PATH: `${mounted}:${mounted}/usr/sbin:/usr/bin:/bin`,
        LD_LIBRARY_PATH: `${mounted}/usr/lib:`,
        XDG_DATA_DIRS: `./share/:${mounted}/usr/share:/usr/share`,
        GSETTINGS_SCHEMA_DIR: `${mounted}/usr/share/glib-2.0/schemas:`,
        NEIGHBOUR: `${mounted}2/usr`,
      }),
    ).toEqual({ ...given, NEIGHBOUR: `${mounted}2/usr` })
  })

  it('is not made up where there is none', () => {
    const other = { ...given, APPIMAGE: '/home/ada/Editor.AppImage' }
    expect(withoutAppImage(other)).toEqual(other)
  })
})
