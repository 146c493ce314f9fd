import { describe, expect, it } from 'vitest'
import { hasHome, isElsewhere, screenOf, socketFolders, useAbsoluteFolders } from './environment.ts'

describe('folders of the environment', () => {
  const used = (environment: NodeJS.ProcessEnv, account = () => '/home/ada') => {
    useAbsoluteFolders(environment, account)
    return environment
  }

  it('stay where they are absolute', () => {
    const environment = { HOME: '/home/bob', XDG_CONFIG_HOME: '/data/config', XDG_CACHE_HOME: '/tmp/c' }
    expect(used({ ...environment })).toEqual(environment)
  })

  it.each([
    'XDG_CONFIG_HOME',
    'XDG_CACHE_HOME',
    'XDG_DATA_HOME',
    'XDG_STATE_HOME',
    'XDG_RUNTIME_DIR',
    'XDG_CONFIG_DIRS',
    'XDG_DATA_DIRS',
  ])('are ignored where %s is relative or empty', name => {
    for (const value of ['config', './config', '../config', '~/config', '$HOME/config', '']) {
      expect(used({ HOME: '/home/bob', [name]: value })).toEqual({ HOME: '/home/bob' })
    }
  })

  it.each(['XDG_CONFIG_DIRS', 'XDG_DATA_DIRS'])('are those of %s that are absolute', name => {
    expect(used({ HOME: '/home/bob', [name]: 'share:/usr/share::./x:/opt/share' })).toEqual({
      HOME: '/home/bob',
      [name]: '/usr/share:/opt/share',
    })
  })

  it.each([undefined, '', 'home', './home'])('come from the account where HOME is %j', home => {
    expect(used(home === undefined ? {} : { HOME: home })).toEqual({ HOME: '/home/ada' })
  })

  it('stay as they are where the account is unknown', () => {
    const nobody = () => {
      throw new Error('no such user')
    }
    expect(used({ HOME: '' }, nobody)).toEqual({ HOME: '' })
  })
})

it.each<[boolean, NodeJS.ProcessEnv]>([
  [true, { HOME: '/home/ada' }],
  [true, { XDG_CONFIG_HOME: '/data/config' }],
  [true, { HOME: '', XDG_CONFIG_HOME: '/data/config' }],
  [false, {}],
  [false, { HOME: '' }],
  [false, { HOME: 'ada', XDG_CACHE_HOME: '/data/cache' }],
])('there is a home is %j with %j', (expected, environment) => {
  expect(hasHome(environment)).toBe(expected)
})

describe('the folder for the socket', () => {
  it.each([
    [{}, ['/tmp', '/var/tmp']],
    [{ TMPDIR: '/scratch', XDG_RUNTIME_DIR: '/run/user/7' }, ['/scratch', '/run/user/7', '/tmp', '/var/tmp']],
    [{ TMPDIR: 'scratch' }, ['/tmp', '/var/tmp']],
    [{ TMPDIR: `/${'x'.repeat(47)}` }, [`/${'x'.repeat(47)}`, '/tmp', '/var/tmp']],
    [{ TMPDIR: `/${'x'.repeat(48)}` }, ['/tmp', '/var/tmp']],
    [{ TMPDIR: `/${'ü'.repeat(24)}` }, ['/tmp', '/var/tmp']],
  ])('with %j is the first of %j', (environment, folders) => {
    expect(socketFolders(environment)).toEqual(folders)
  })
})

describe('a screen', () => {
  const x11 = (DISPLAY: string) => ({ DISPLAY })
  const wayland = (WAYLAND_DISPLAY: string, DISPLAY = ':0', XDG_RUNTIME_DIR = '/run/user/7') => ({
    WAYLAND_DISPLAY,
    DISPLAY,
    XDG_RUNTIME_DIR,
  })
  const seen = (theirs: NodeJS.ProcessEnv, own: NodeJS.ProcessEnv) =>
    !isElsewhere(screenOf(theirs), screenOf(own))

  it.each([
    [x11(':0'), x11(':1'), false],
    [x11(':0'), x11('localhost:10.0'), false],
    [x11(':0'), x11(':0.0'), true],
    [x11('unix:0'), x11(':0'), true],
    [{}, {}, true],
    [wayland('wayland-0'), wayland('wayland-1'), false],
    [wayland('wayland-0', ':0'), wayland('wayland-0', ':1'), true],
    [wayland('wayland-0', ''), wayland('/run/user/7/wayland-0', ''), true],
    [wayland('wayland-0', ''), wayland('wayland-0', '', '/run/user/8'), false],
    [wayland('wayland-0', ':0'), x11(':0'), true],
    [wayland('wayland-0', ':0'), x11(':1'), false],
    [wayland('wayland-0', ''), x11(':1'), true],
  ])('of %j is seen where %j is: %s, and the other way round', (one, other, expected) => {
    expect([seen(one, other), seen(other, one)]).toEqual([expected, expected])
  })

  it('is not seen from a terminal that has none', () => {
    expect([seen(x11(':0'), {}), seen({}, x11(':0'))]).toEqual([false, true])
  })
})
