import { expect, it } from 'vitest'
import { keychainEnvironment } from './environment.ts'

const session = { HOME: '/home/ada', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/7/bus' }

it('has what was given of the home and the language, and the bus', () => {
  const given = { ...session, LANG: 'de_DE.UTF-8', LANGUAGE: 'de', LC_ALL: 'C', LC_MESSAGES: 'de_DE' }
  expect(keychainEnvironment(given, 7)).toEqual(given)
})

it.each([
  'SECRET_BACKEND',
  'SECRET_FILE_TEST_PATH',
  'SECRET_FILE_TEST_PASSWORD',
  'SECRET_SERVICE_BUS_NAME',
  'SNAP_NAME',
  'SNAP',
  'GIO_EXTRA_MODULES',
  'GIO_MODULE_DIR',
  'GIO_USE_VFS',
  'G_DEBUG',
  'G_MESSAGES_DEBUG',
  'G_DBUS_DEBUG',
  'GTK_MODULES',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'LD_AUDIT',
  'GCONV_PATH',
  'LOCPATH',
  'NODE_OPTIONS',
  'NODE_V8_COVERAGE',
  'ELECTRON_RUN_AS_NODE',
  'DISPLAY',
  'PATH',
  'XDG_DATA_HOME',
  'XDG_DATA_DIRS',
  'XDG_RUNTIME_DIR',
  'DBUS_STARTER_ADDRESS',
  'DBUS_STARTER_BUS_TYPE',
  'lang',
  'XLANG',
  'LANG_',
  'LC_',
])('has nothing of %s', name => {
  expect(keychainEnvironment({ ...session, [name]: '/tmp/of/others' }, 7)).toEqual(session)
})

it.each<[string, NodeJS.ProcessEnv, string]>([
  ['no address', {}, 'unix:path=/run/user/7/bus'],
  ['a folder of this session', { XDG_RUNTIME_DIR: '/r' }, 'unix:path=/r/bus'],
  ['an abstract socket', { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/b,guid=0' }, 'unix:abstract=/tmp/b'],
  [
    'several',
    { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h;unix:path=/a;unix:path=/b' },
    'unix:path=/a;unix:path=/b',
  ],
  [
    'a path that needs escapes',
    { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/%c3%a4%2c%3b%25' },
    'unix:path=/tmp/%c3%a4%2c%3b%25',
  ],
  ['a program to start', { DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/bin/sh' }, 'unix:path=/dev/null/bus'],
  ['a bus of its own to start', { DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, 'unix:path=/dev/null/bus'],
])('leads, where there is %s, to the bus that the app asks itself', (_what, given, address) => {
  expect(keychainEnvironment(given, 7)['DBUS_SESSION_BUS_ADDRESS']).toBe(address)
})
