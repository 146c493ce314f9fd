import { beforeEach, expect, it, vi } from 'vitest'
import type { AsksView } from '../../common/asks-view.ts'
import { askingOf } from '../../common/samples.fake.ts'
import { follow, told } from './store.ts'

let attached: number
let send: (view: AsksView) => void
const view = (over: Partial<AsksView> = {}): AsksView => ({
  revision: 1,
  asking: askingOf(),
  deviceName: 'DESK-01',
  theme: 'system',
  contrastAsked: false,
  answerableInMs: 500,
  ...over,
})

beforeEach(() => {
  attached = 0
  told.setState(null, true)
  vi.spyOn(performance, 'now').mockReturnValue(10_000)
  follow({
    page: { attach: async () => void attached++ },
    onSnapshot(listener) {
      send = listener
      return () => {}
    },
  })
})

it('asks main what is asked, and knows from when on an answer counts', () => {
  send(view())
  expect([attached, told.getState()]).toEqual([
    1,
    {
      asking: askingOf(),
      deviceName: 'DESK-01',
      theme: 'system',
      contrastAsked: false,
      answerableAt: 10_500,
    },
  ])
})

it('takes no answer while nothing is shown', () => {
  send(view({ answerableInMs: null }))
  expect(told.getState()?.answerableAt).toBe(Infinity)
})

it('drops what is older than what it has', () => {
  send(view({ revision: 3, asking: null }))
  send(view({ revision: 2 }))
  expect(told.getState()?.asking).toBe(null)
})
