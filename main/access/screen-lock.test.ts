import { describe, expect, it } from 'vitest'
import { type AskSessionBus, BusError } from '../platform/session-bus/port.ts'
import { isScreenLocked } from './screen-lock.ts'

/** A bus on which these say whether their screen is locked. */
const busOf = (says: Readonly<Record<string, boolean>>, asked: string[] = []): AskSessionBus =>
  (async ({ destination, member, start }: { destination: string; member: string; start?: boolean }) => {
    asked.push(`${destination} ${member} ${start}`)
    const isActive = says[destination]
    if (isActive === undefined) throw new BusError('org.freedesktop.DBus.Error.ServiceUnknown')
    return { sender: ':1.1', values: [isActive] }
  }) as unknown as AskSessionBus

describe('a screen', () => {
  it.each([
    ['GNOME, locked', { 'org.gnome.ScreenSaver': true }, true],
    ['GNOME, open', { 'org.gnome.ScreenSaver': false }, false],
    ['Plasma, locked', { 'org.freedesktop.ScreenSaver': true }, true],
    [
      'one that takes part in two, and is locked',
      { 'org.freedesktop.ScreenSaver': false, 'org.mate.ScreenSaver': true },
      true,
    ],
    ['one that nobody tells of', {}, false],
  ])('is what its desktop says: %s', async (_what, says, locked) => {
    expect(await isScreenLocked(busOf(says))).toBe(locked)
  })

  it('is asked after without starting anything', async () => {
    const asked: string[] = []
    await isScreenLocked(busOf({}, asked))
    expect(asked.length).toBe(5)
    expect(asked.every(each => each.endsWith('.ScreenSaver GetActive false'))).toBe(true)
  })
})
