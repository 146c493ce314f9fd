import { expect, test } from 'vitest'
import { BusError } from '../platform/session-bus/port.ts'
import type { SessionBus } from '../platform/session-bus/session-bus.ts'
import { isIconLate } from './late-icon.ts'

const bus = (answer: () => Promise<unknown>) => ({ ask: answer as unknown as SessionBus['ask'] })

test.each([
  ['no-reply', true],
  ['no-bus', false],
  ['odd-reply', false],
  ['org.freedesktop.DBus.Error.NameHasNoOwner', false],
])('a portal that fails with %s makes the icon late: %s', async (code, isLate) => {
  expect(await isIconLate(bus(() => Promise.reject(new BusError(code))))).toBe(isLate)
})

test('a portal that answers does not', async () => {
  expect(await isIconLate(bus(() => Promise.resolve({ sender: ':1.4', values: [] })))).toBe(false)
})
