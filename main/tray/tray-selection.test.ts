import { afterEach, beforeEach, expect, it } from 'vitest'
import { words } from '../platform/x11/encoding.ts'
import {
  event,
  type FakeServer,
  refusal,
  reply,
  ROOT,
  startFakeServer,
  welcome,
} from '../platform/x11/server.fake.ts'
import { followTraySelection } from './tray-selection.ts'

const CHANGE_WINDOW_ATTRIBUTES = 2
const INTERN_ATOM = 16
const GET_SELECTION_OWNER = 23
const DESTROY_NOTIFY = 17
const CLIENT_MESSAGE = 33
const SELECTION = 300
const PANEL = 0x40_0001

let server: FakeServer
let told: boolean[]
let hear = () => {}
let stop: () => void

beforeEach(async () => {
  server = await startFakeServer()
  told = []
  stop = followTraySelection(server.display, present => {
    told.push(present)
    hear()
  })
  await server.next(0)
})
afterEach(() => server.stop())

async function heard(...all: readonly boolean[]) {
  while (told.length < all.length) await new Promise<void>(resolve => void (hear = resolve))
  expect(told).toEqual(all)
}

const watched = async () => (await server.next(CHANGE_WINDOW_ATTRIBUTES)).rest
const watching = (window: number) => words(window, 0x800, 0x2_0000)
const answered = async (owner: number) => server.say(reply(await server.next(GET_SELECTION_OWNER), owner))

async function start(owner: number) {
  server.say(welcome())
  expect(await watched()).toEqual(watching(ROOT))
  server.say(reply(await server.next(INTERN_ATOM), SELECTION))
  await answered(owner)
}

it('follows a panel that comes, ends and comes again', async () => {
  await start(0)
  await heard(false)
  server.say(event(CLIENT_MESSAGE, ROOT, 1, 0, SELECTION, PANEL))
  await answered(PANEL)
  await heard(false, true)
  expect(await watched()).toEqual(watching(PANEL))
  server.say(event(DESTROY_NOTIFY, ROOT, 5), event(DESTROY_NOTIFY, PANEL, PANEL))
  await heard(false, true, false)
  server.say(event(CLIENT_MESSAGE, ROOT, 1, 0, SELECTION, PANEL))
  await answered(PANEL)
  await heard(false, true, false, true)
})

it('has no panel if that has gone before it is watched, or if the server has', async () => {
  await start(PANEL)
  await heard(true)
  server.say(refusal(await server.next(CHANGE_WINDOW_ATTRIBUTES)))
  await heard(true, false)
  server.hangUp()
  await heard(true, false, false)
})

it('has no panel where something else is than an X server', async () => {
  server.say(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await heard(false)
  stop()
})
