import { beforeEach, expect, it, vi } from 'vitest'
import { isAssisted } from './assisted.ts'

const { features } = vi.hoisted(() => ({ features: [] as string[] }))

vi.mock('electron', () => ({ app: { getAccessibilitySupportFeatures: () => features } }))

beforeEach(() => void (features.length = 0))

it.each([
  [{}, false],
  [{ ACCESSIBILITY_ENABLED: '0' }, false],
  [{ ACCESSIBILITY_ENABLED: '1' }, true],
  [{ GNOME_ACCESSIBILITY: '1' }, true],
  [{ ACCESSIBILITY_ENABLED: '0', QT_ACCESSIBILITY: '1' }, true],
])('goes by what Chromium goes by on Linux: %j', (environment, assisted) => {
  features.push('webContents')
  expect(isAssisted('linux', environment)).toBe(assisted)
})

it.each([
  [[], false],
  [['nativeAPIs'], false],
  [['nativeAPIs', 'webContents'], true],
])('goes by what Chromium shows elsewhere: %j', (shown, assisted) => {
  features.push(...shown)
  expect(isAssisted('win32', { ACCESSIBILITY_ENABLED: '1' })).toBe(assisted)
})
