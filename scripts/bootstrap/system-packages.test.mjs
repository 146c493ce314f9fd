import { expect, test } from 'vitest'
import { choosePackageManager, installInstructions } from './system-packages.mjs'
import { requirementsFor } from './system-requirements.mjs'
import { hasDisplay } from './system-state.mjs'

const toRun = requirementsFor('run', { hasDisplay: true })
const nss = toRun.filter(({ name }) => name === 'libnss3.so')
const gtk = toRun.filter(({ name }) => name === 'libgtk-3.so.0')
const having =
  (/** @type {string[]} */ ...programs) =>
  (/** @type {string} */ name) =>
    programs.includes(name) ? `/usr/bin/${name}` : undefined
/** @type {(...asked: Parameters<typeof requirementsFor>) => string[]} */
const names = (purpose, options) => requirementsFor(purpose, options).map(({ name }) => name)

test('the package manager is the one whose program is there', () => {
  expect(choosePackageManager(having('apt-get'))).toBe('apt')
  expect(choosePackageManager(having('dnf'))).toBe('dnf')
  expect(choosePackageManager(having('pacman'))).toBe('pacman')
  expect(choosePackageManager(having('zypper'))).toBe(undefined)
})

test('apt wins where more than one is there', () => {
  expect(choosePackageManager(having('pacman', 'dnf', 'apt-get'))).toBe('apt')
})

test('a person is told the one command of their system', () => {
  expect(installInstructions([...nss, ...gtk], 'dnf')).toBe(
    'Missing on this system: libnss3.so, libgtk-3.so.0.\n' +
      'Install with this, then run the same command again:\n' +
      '  sudo dnf install -y nss gtk3',
  )
})

test('on an unknown system all three commands are shown', () => {
  expect(installInstructions(nss, undefined)).toBe(
    'Missing on this system: libnss3.so.\n' +
      'Install with one of these, then run the same command again:\n' +
      '  sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3\n' +
      '  sudo dnf install -y nss\n' +
      '  sudo pacman -S --needed nss',
  )
})

test('a package that brings two missing things is named once', () => {
  const display = requirementsFor('run', { hasDisplay: false })
  const dbus = display.filter(({ name }) => name.startsWith('dbus-'))
  expect(installInstructions(dbus, 'pacman').split('\n').at(-1)).toBe('  sudo pacman -S --needed dbus')
})

test('a desktop needs no virtual display to run the app', () => {
  expect(names('run', { hasDisplay: true })).not.toContain('Xvfb')
  expect(names('run', { hasDisplay: false })).toContain('Xvfb')
})

test('the tests always run on a display, a keyring and certificates of their own', () => {
  expect(names('test', { hasDisplay: true })).toEqual(names('test', { hasDisplay: false }))
  expect(names('test', { hasDisplay: true })).toEqual(
    expect.arrayContaining(['Xvfb', 'gnome-keyring-daemon', 'secret-tool', 'certutil']),
  )
})

test('checks without Electron need nothing of the system', () => {
  expect(requirementsFor('check', { hasDisplay: false })).toEqual([])
})

test.each(
  /** @type {[NodeJS.ProcessEnv, NodeJS.Platform, boolean][]} */ ([
    [{ DISPLAY: ':0' }, 'linux', true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    [{ DISPLAY: '' }, 'linux', false],
    [{}, 'linux', false],
    [{}, 'darwin', true],
  ]),
)('environment %j on %s has a display: %s', (env, platform, expected) => {
  expect(hasDisplay(env, platform)).toBe(expected)
})
