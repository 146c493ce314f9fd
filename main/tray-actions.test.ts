import { expect, it, vi } from 'vitest'
import { attic } from '../common/samples.fake.ts'
import { createActions } from './actions.ts'
import { trayActions } from './tray-actions.ts'

vi.mock('electron', () => ({ app: { quit() {} } }))

/** Whatever is asked of it, in whatever way. */
const anything: never = new Proxy(() => {}, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '1234' : (anything as unknown)),
  apply: () => anything as unknown,
}) as never

function leaves(actions: object, path = ''): Array<readonly [name: string, act: (given: never) => unknown]> {
  return Object.entries(actions).flatMap(([name, action]: [string, unknown]) =>
    typeof action === 'function'
      ? [[path + name, action as (given: never) => unknown] as const]
      : leaves(action as object, `${path}${name}.`),
  )
}

it('every click in the tray is a use of the app, which then is not there for commands alone', async () => {
  let used = 0
  const actions = createActions(anything)
  const all = leaves(
    trayActions(actions, {
      access: { used: () => void used++ },
      asked: anything,
      codes: { signIn: { copy: async () => {} } },
      windows: { wayland: true },
    }),
  )
  const names = all.map(([name]) => name)
  expect(names).toEqual([
    ...leaves(actions).map(([name]) => name),
    'showWindow',
    'showSettings',
    'showKeys',
    'showAsks',
  ])
  for (const [at, [name, act]] of all.entries()) {
    act({ id: attic.id } as never)
    expect([name, used]).toEqual([name, at + 1])
  }
})
