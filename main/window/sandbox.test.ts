import { describe, expect, it, vi } from 'vitest'
import { isConfined, isSandboxed } from './sandbox.ts'

vi.mock('electron', () => ({
  app: {
    getAppMetrics: () => [
      { pid: 1, type: 'Browser' },
      { pid: 2, sandboxed: true },
      { pid: 3, sandboxed: false },
    ],
  },
}))

const status = (lines: Readonly<Record<string, string>>) =>
  Object.entries({ Name: 'latchkey', NStgid: '7\t3', ...lines })
    .map(([name, value]) => `${name}:\t${value}\n`)
    .join('')

describe('a page on Linux', () => {
  const main = status({ NSpid: '5', Seccomp: '0', Seccomp_filters: '0' })
  const boxed = status({ NSpid: '5', Seccomp: '2', Seccomp_filters: '3' })
  const old = status({ NSpid: '5', Seccomp: '0' })

  it.each([
    ['has both layers', { NSpid: '7\t3', Seccomp: '2', Seccomp_filters: '1' }, main, true],
    [
      'has a filter more than its container',
      { NSpid: '7\t3', Seccomp: '2', Seccomp_filters: '4' },
      boxed,
      true,
    ],
    ['has both on an older kernel', { NSpid: '7\t3', Seccomp: '2' }, old, true],
    ['has none', { NSpid: '7', Seccomp: '0', Seccomp_filters: '0' }, main, false],
    [
      'has its container’s filters alone',
      { NSpid: '7\t3', Seccomp: '2', Seccomp_filters: '3' },
      boxed,
      false,
    ],
    ['has no namespace', { NSpid: '7', Seccomp: '2', Seccomp_filters: '1' }, main, false],
    ['has no filter', { NSpid: '7\t3', Seccomp: '0', Seccomp_filters: '0' }, main, false],
    ['says nothing of it', {}, main, false],
  ])('that %s', (_what, page, own, confined) => {
    expect(isConfined(status(page), own)).toBe(confined)
  })
})

describe('elsewhere a page', () => {
  it.each([
    [2, true],
    [3, false],
    [1, null],
    [9, null],
  ])('is confined as Electron says: %i', (id, told) => {
    const platform = Object.getOwnPropertyDescriptor(process, 'platform')!
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    try {
      expect(isSandboxed(id)).toBe(told)
    } finally {
      Object.defineProperty(process, 'platform', platform)
    }
  })
})
