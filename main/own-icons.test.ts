import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOwnIcons } from './own-icons.ts'

const { display } = vi.hoisted(() => ({ display: { scaleFactor: 1 } }))

vi.mock('electron', () => ({
  screen: { getPrimaryDisplay: () => display },
  nativeImage: {
    createEmpty() {
      const factors: number[] = []
      return {
        factors,
        addRepresentation: ({ scaleFactor, buffer }: { scaleFactor: number; buffer: Buffer }) =>
          void (buffer.length > 0 && factors.push(Math.round(scaleFactor * 22))),
      }
    },
  },
}))

const sizesOf = (image: unknown) => (image as { readonly factors: readonly number[] }).factors
const folder = mkdtempSync(join(tmpdir(), 'latchkey-icons-'))
beforeEach(() => cpSync('build/tray', folder, { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  [1, [22, 24, 32, 44]],
  [1.25, [22, 24, 32, 44, 48]],
  [1.5, [22, 24, 32, 44, 48, 64]],
  [3, [22, 24, 32, 44, 48, 64]],
])('hands out no picture that a screen of %f times the density would make small', (scaleFactor, sizes) => {
  display.scaleFactor = scaleFactor
  expect(sizesOf(createOwnIcons(folder).tray('waiting', 'coloured'))).toEqual(sizes)
})

it('has every icon after its files are gone, once they were read', async () => {
  display.scaleFactor = 1
  const icons = createOwnIcons(folder)
  const unread = createOwnIcons(folder)
  await icons.keep()
  rmSync(folder, { recursive: true })
  expect(sizesOf(icons.tray('keychain-waits', 'for-light-panels'))).toHaveLength(4)
  expect(sizesOf(unread.tray('keychain-waits', 'for-light-panels'))).toEqual([])
})
