import { expect, test } from 'vitest'
import { createScreenReaderQuestion } from './screen-reader.ts'
import { BusError } from './session-bus/port.ts'
import type { SessionBus } from './session-bus/session-bus.ts'

/** A bus that gives these answers, one after the other. */
function createBus(...answers: unknown[]): { readonly bus: Pick<SessionBus, 'ask'>; left: () => number } {
  const ask = async () => {
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return { sender: ':1.7', values: [{ signature: 'b', value: answer }] }
  }
  return { bus: { ask: ask as unknown as SessionBus['ask'] }, left: () => answers.length }
}

test.each([
  [true, '1'],
  [false, '0'],
  ['yes', '0'],
  [new BusError('org.freedesktop.DBus.Error.ServiceUnknown'), '0'],
  [new BusError('no-bus'), '0'],
  [new BusError('odd-reply'), '0'],
  [new BusError('no-reply'), '0'],
])('an answer %s tells Chromium %s', async (answer, told) => {
  const environment: NodeJS.ProcessEnv = {}
  await createScreenReaderQuestion({ bus: createBus(answer).bus, environment })()
  expect(environment).toEqual({ ACCESSIBILITY_ENABLED: told })
})

test('a screen reader that comes later is found', async () => {
  const environment: NodeJS.ProcessEnv = {}
  const ask = createScreenReaderQuestion({ bus: createBus(false, true).bus, environment })
  await ask()
  await ask()
  expect(environment).toEqual({ ACCESSIBILITY_ENABLED: '1' })
})

test('a silence is waited for once', async () => {
  const { bus, left } = createBus(new BusError('no-reply'), true)
  const ask = createScreenReaderQuestion({ bus, environment: {} })
  await ask()
  await ask()
  expect(left()).toBe(1)
})

test.each(['ACCESSIBILITY_ENABLED', 'GNOME_ACCESSIBILITY', 'QT_ACCESSIBILITY'])(
  'what %s says is left alone',
  async name => {
    const { bus, left } = createBus(true)
    const environment: NodeJS.ProcessEnv = { [name]: '0' }
    await createScreenReaderQuestion({ bus, environment })()
    expect({ environment, left: left() }).toEqual({ environment: { [name]: '0' }, left: 1 })
  },
)
