import { expect, it } from 'vitest'
import { followAskedContrast } from './asked-contrast.ts'
import { BusError } from './session-bus/port.ts'
import type { SessionBus } from './session-bus/session-bus.ts'

type Bus = Pick<SessionBus, 'ask' | 'listen'>

const APPEARANCE = 'org.freedesktop.appearance'
const GNOME = 'org.gnome.desktop.a11y.interface'

const settled = () => new Promise(resolve => setImmediate(resolve))

/** A desktop whose portal gives these answers, by the namespace of what is asked. */
function follow(answers: Record<string, unknown>) {
  const told: boolean[] = []
  const listeners: { of: string; hear: (signal: unknown) => void }[] = []
  followAskedContrast({
    bus: {
      async ask({ values: [namespace] }: { values: [string, string] }) {
        const answer = answers[namespace]
        if (answer === undefined) throw new BusError('org.freedesktop.portal.Error.NotFound')
        return { sender: ':1.7', values: [answer] }
      },
      listen(wanted: { first: string } | { firstWithin: string }, hear: (signal: unknown) => void) {
        listeners.push({ of: 'first' in wanted ? wanted.first : `${wanted.firstWithin}.gnome`, hear })
      },
    } as unknown as Bus,
    told: asked => void told.push(asked),
  })
  const signal = (first: string, ...rest: readonly unknown[]) => {
    for (const each of listeners)
      if (each.of === first) each.hear({ sender: ':1.7', values: [first, ...rest] })
  }
  return { told, signal }
}

const number = (value: number) => ({ signature: 'u', value })
const yes = { signature: 'b', value: true }
const no = { signature: 'b', value: false }
const wrapped = (value: unknown) => ({ signature: 'v', value })

it.each([
  [{ [APPEARANCE]: wrapped(number(1)) }, [true]],
  [{ [APPEARANCE]: number(1) }, [true]],
  [{ [APPEARANCE]: wrapped(number(0)) }, [false]],
  [{ [APPEARANCE]: { signature: 's', value: 'high' } }, [false]],
  [{ [GNOME]: wrapped(yes) }, [true]],
  [{ [GNOME]: wrapped(no) }, [false]],
  [{ [GNOME]: number(1) }, [false]],
  [{ [APPEARANCE]: wrapped(number(0)), [GNOME]: wrapped(yes) }, [false, true]],
  [{ [APPEARANCE]: wrapped(number(1)), [GNOME]: wrapped(no) }, [true, true]],
  [{}, []],
])('hears what the desktop asks for at first: %j', async (answers, asked) => {
  const { told } = follow(answers)
  await settled()
  expect(told).toEqual(asked)
})

it('hears each change of it, and of nothing else', () => {
  const { told, signal } = follow({})
  signal(APPEARANCE, 'contrast', number(1))
  signal(APPEARANCE, 'color-scheme', number(1))
  signal(APPEARANCE, 'contrast', number(0))
  signal(GNOME, 'high-contrast', yes)
  signal(GNOME, 'show-status-shapes', no)
  signal(GNOME, 'high-contrast', no)
  expect(told).toEqual([true, false, true, false])
})

it.each(['org.freedesktop.portal.Desktop', 'org.freedesktop.impl.portal.desktop.gnome'])(
  'asks again when %s comes, and not when it goes',
  async name => {
    const answers: Record<string, unknown> = {}
    const { told, signal } = follow(answers)
    await settled()
    answers[GNOME] = wrapped(yes)
    signal(name, ':1.9', '')
    await settled()
    expect(told).toEqual([])
    signal(name, '', ':1.9')
    await settled()
    expect(told).toEqual([true])
  },
)
