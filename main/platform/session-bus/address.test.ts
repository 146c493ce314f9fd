import { expect, it } from 'vitest'
import { socketsOfSessionBus } from './address.ts'

it.each<[string, NodeJS.ProcessEnv, readonly string[]]>([
  ['nothing', {}, ['/run/user/7/bus']],
  ['a folder of this session', { XDG_RUNTIME_DIR: '/tmp/r' }, ['/tmp/r/bus']],
  ['an empty address', { DBUS_SESSION_BUS_ADDRESS: '' }, ['/run/user/7/bus']],
  ['a path', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a,guid=00' }, ['/tmp/a']],
  ['an escaped path', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/%c3%a4%2c' }, ['/tmp/ä,']],
  ['a wrongly escaped path', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/%ff%' }, ['/tmp/%ff%']],
  ['an abstract socket', { DBUS_SESSION_BUS_ADDRESS: 'unix:guid=0,abstract=/tmp/b' }, ['\0/tmp/b']],
  [
    'several',
    { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h;unix:path=/a;unix:runtime=yes;', XDG_RUNTIME_DIR: '/r' },
    ['/a', '/r/bus'],
  ],
  ['a program to start', { DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/bin/sh,argv1=-c' }, []],
  ['another computer', { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=10.0.0.1,port=1' }, []],
  ['a nonce', { DBUS_SESSION_BUS_ADDRESS: 'nonce-tcp:host=::1,port=1,noncefile=/x' }, []],
  ['a bus of its own to start', { DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, []],
  ['a relative path', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=bus' }, []],
  ['a path with a NUL', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/a%00b' }, []],
  ['no pair', { DBUS_SESSION_BUS_ADDRESS: 'unix:' }, []],
])(
  'leads, where the environment has %s, to sockets of this computer alone',
  (_what, environment, sockets) => {
    expect(socketsOfSessionBus(environment, 7)).toEqual(sockets)
  },
)
