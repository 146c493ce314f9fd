import { describe, expect, it } from 'vitest'
import { givenEnvironment, withoutAppImage } from './given-environment.ts'

describe('the environment that the app was given', () => {
  const rest = { PATH: '/usr/bin', EMPTY: '' }

  it.each([
    [
      'another desktop was shown to GTK',
      { XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'KDE' },
      'KDE',
    ],
    [
      'none was given',
      { XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'undefined' },
      undefined,
    ],
    ['it was left alone', { XDG_CURRENT_DESKTOP: 'GNOME' }, 'GNOME'],
  ])('names the desktop as it was where %s', (_what, found, desktop) => {
    expect(givenEnvironment({ ...rest, ...found })).toEqual({
      ...rest,
      ...(desktop === undefined ? {} : { XDG_CURRENT_DESKTOP: desktop }),
    })
  })

  it('has a session bus only where one was named', () => {
    const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }
    expect(givenEnvironment({ ...rest, ...bus })).toEqual({ ...rest, ...bus })
    expect(givenEnvironment({ ...rest, DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toEqual(rest)
  })

  it('does not name the app’s own desktop file', () => {
    expect(givenEnvironment({ ...rest, CHROME_DESKTOP: 'app.latchkey.latchkey.desktop' })).toEqual(rest)
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
