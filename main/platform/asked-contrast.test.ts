import { expect, it } from 'vitest'
import { followAskedContrast } from './asked-contrast.ts'
import { BusError } from './session-bus/port.ts'
import type { SessionBus } from './session-bus/session-bus.ts'

type Bus = Pick<SessionBus, 'ask' | 'listen'>

/** A desktop whose portal gives this answer. */
function follow(answer: unknown) {
  const told: boolean[] = []
  let change = (_values: readonly unknown[]) => {}
  followAskedContrast({
    bus: {
      async ask() {
        if (answer instanceof Error) throw answer
        return { sender: ':1.7', values: [answer] }
      },
      listen(_wanted: unknown, hear: (signal: unknown) => void) {
        change = values => hear({ sender: ':1.7', values })
      },
    } as unknown as Bus,
    told: asked => void told.push(asked),
  })
  return {
    told,
    change: (name: string, value: unknown) => change(['org.freedesktop.appearance', name, value]),
  }
}

const number = (value: number) => ({ signature: 'u', value })

it.each([
  [{ signature: 'v', value: number(1) }, [true]],
  [number(1), [true]],
  [{ signature: 'v', value: number(0) }, [false]],
  [{ signature: 's', value: 'high' }, [false]],
  [new BusError('org.freedesktop.portal.Error.NotFound'), []],
  [new BusError('no-bus'), []],
])('hears what the desktop asks for at first: %j', async (answer, asked) => {
  const { told } = follow(answer)
  await new Promise(resolve => setImmediate(resolve))
  expect(told).toEqual(asked)
})

it('hears each change of it, and of nothing else', async () => {
  const { told, change } = follow(new BusError('no-reply'))
  change('contrast', number(1))
  change('color-scheme', number(1))
  change('contrast', number(0))
  expect(told).toEqual([true, false])
})
