import fc from 'fast-check'
import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { givenEnvironment, withoutAppImage } from '../common/given-environment.ts'
import { socketsOfSessionBus } from '../main/platform/session-bus/address.ts'
import { isElsewhere, screenOf, socketFolders, useAbsoluteFolders } from '../main/start/environment.ts'
import { isKnownSwitch } from '../main/start/known-switches.ts'
import { unknownSwitches } from '../main/start/unknown-switches.ts'
import { countReached } from '../common/reached.fake.ts'
import { fuzz } from './fuzz.ts'

const blank = fc.constantFrom('', '', '', ' ', '\t', '\n', '\v', '\f\r', '\u00a0', '\u200b', '\0')
const name = fc.oneof(
  fc.constantFrom('hidden', 'lang', 'ozone-platform', 'enable-features', 'no-sandbox', 'proxy-server'),
  fc.constantFrom('trace-startup', 'log-net-log', 'js-flags', 'gpu-launcher', 'host-rules', 'inspect-brk'),
  fc.constantFrom('constructor', '__proto__', 'Hidden', 'TRACE-STARTUP', '-', ''),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const value = fc.oneof(
  fc.constantFrom(
    '',
    '=',
    '=1',
    '=wayland',
    '=Vulkan',
    '=Vulkan,Other',
    '==',
    '=../x',
    '=a\n--trace-startup',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const argument = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(blank, fc.constantFrom('--', '--', '-', '---', '/', ''), name, value, blank)
      .map(parts => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('--', '-', '%U', 'https://plex.tv/', '/usr/share') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

/** What Chromium makes of it. Source: base/command_line.cc, `AppendSwitchesAndArguments` and `IsSwitch`. */
function asChromiumHas(command: readonly string[], prefixes: readonly string[]) {
  const switches: { name: string; value: string }[] = []
  for (const given of command) {
    const text = given.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '')
    if (text === '--') break
    const prefix = prefixes.find(each => text.startsWith(each))
    if (prefix === undefined || text === prefix) continue
    const [whole = ''] = text.slice(prefix.length).split('=', 1)
    switches.push({ name: whole, value: text.slice(prefix.length + whole.length + 1) })
  }
  return switches
}

const anyPath = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    '/home/ada',
    '/tmp',
    './a',
    'a/b',
    '..',
    '/run/user/0',
    ':0',
    'unix:0.1',
    'wayland-0',
  ),
  fc.constantFrom('/tmp/.mount_x/usr', '/tmp/.mount_x:/usr/bin', `/${'x'.repeat(60)}`, 'undefined', 'KDE'),
  fc.constantFrom(
    'unix:path=/run/bus',
    'unixexec:path=/bin/sh',
    'tcp:host=a;unix:abstract=%00',
    'unix:path=bus',
    'unix:path=/a%00b',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const folders = ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR']
const variable = fc.oneof(
  fc.constantFrom('HOME', 'TMPDIR', 'PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS'),
  fc.constantFrom('APPDIR', 'APPIMAGE', 'ARGV0', 'OWD', 'LD_LIBRARY_PATH', 'CHROME_DESKTOP'),
  fc.constantFrom('XDG_CURRENT_DESKTOP', 'ORIGINAL_XDG_CURRENT_DESKTOP', '__proto__', ...folders),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const environment = fc.array(fc.tuple(variable, anyPath), { maxLength: 12 }).map(Object.fromEntries<string>)

describe('a start', () => {
  const reached = { unknown: countReached(), mounted: countReached() }

  const system = fc.constantFrom(['linux', ['--', '-']] as const, ['win32', ['--', '-', '/']] as const)
  fuzz('by a command line', fc.tuple(fc.array(argument, { maxLength: 8 }), system), ([command, on]) => {
    const [platform, prefixes] = on
    const unknown = unknownSwitches(command, platform)
    for (const followed of asChromiumHas(command, prefixes)) {
      const { name: its, value: set } = followed
      if (isKnownSwitch(its, set, platform)) continue
      reached.unknown.again()
      expect(unknown.map(each => each.name)).toContain(its)
    }
    // No word is taken for a switch that does not look like one.
    expect(
      unknownSwitches(
        command.map(text => `x${text}`),
        platform,
      ),
    ).toEqual([])
  })

  fuzz('in an environment', environment, found => {
    const used = { ...found }
    useAbsoluteFolders(used, () => '/home/account')
    for (const folder of folders) expect(isAbsolute(used[folder] ?? '/')).toBe(true)
    expect(isAbsolute(used['HOME'] ?? '')).toBe(true)
    const own = new Set(['HOME', ...folders])
    for (const key of Object.keys(found)) if (!own.has(key)) expect(used[key]).toBe(found[key])

    const places = socketFolders(found)
    expect(places).toEqual([...new Set(places)])
    expect(places.every(place => isAbsolute(place) && Buffer.byteLength(place) <= 48)).toBe(true)
    expect(isElsewhere(screenOf(found), screenOf(found))).toBe(false)
    for (const socket of socketsOfSessionBus(used, 1000)) expect(socket).toMatch(/^\0|^\/[^\0]*$/)

    const given = givenEnvironment(found)
    const { ORIGINAL_XDG_CURRENT_DESKTOP: original = found['XDG_CURRENT_DESKTOP'] } = found
    if (original !== 'undefined') expect(given['XDG_CURRENT_DESKTOP']).toBe(original)
    const mounted = given['APPDIR']
    const left = Object.values(withoutAppImage(given)).flatMap(text => text?.split(':') ?? [])
    if (mounted) reached.mounted.again()
    if (mounted) expect(left.filter(part => part === mounted || part.startsWith(`${mounted}/`))).toEqual([])
    else expect(withoutAppImage(given)).toEqual(given)
  })

  it('had what is refused and what is taken out, often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(50)
  })
})
