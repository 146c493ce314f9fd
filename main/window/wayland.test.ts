import { expect, it } from 'vitest'
import { drawsOnWayland } from './wayland.ts'

const start = { platform: 'linux', ozonePlatform: '', electron: '45.5.0', environment: {} } as const
const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' }

it.each([
  ['a release on a Wayland desktop', { environment: wayland }, true],
  ['a release on an X11 desktop', { environment: { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' } }, false],
  ['a release on a desktop that does not say', { environment: { WAYLAND_DISPLAY: 'wayland-0' } }, false],
  ['the first that chooses it', { electron: '38.0.0', environment: wayland }, true],
  ['the last that does not', { electron: '37.9.9', environment: wayland }, false],
  ['one that was told to', { electron: '33.2.1', ozonePlatform: 'wayland' }, true],
  ['one that was told not to', { ozonePlatform: 'x11', environment: wayland }, false],
  ['one that was told to choose', { ozonePlatform: 'auto', environment: wayland }, true],
  ['Windows', { platform: 'win32', environment: wayland }, false],
  ['macOS', { platform: 'darwin', environment: wayland }, false],
] as const)('knows whose windows are those of %s', (_what, given, expected) => {
  expect(drawsOnWayland({ ...start, ...given })).toBe(expected)
})
