import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createLastRequests } from './last-requests.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** As many turns as it takes until what was found to be garbage has been told. */
async function collected() {
  await new Promise(resolve => setTimeout(resolve, 20))
  collect()
  await new Promise(resolve => setTimeout(resolve, 20))
}

it('holds no request while the app runs, and keeps no note of one that is gone', async () => {
  const last = createLastRequests()
  for (let made = 0; made < 100; made++) last.add({})
  expect(last.count()).toBe(100)
  await collected()
  expect(last.count()).toBe(0)
})

it('holds those that are there when the app is to quit, and those that come after', async () => {
  const last = createLastRequests()
  for (let made = 0; made < 10; made++) last.add({})
  last.hold()
  last.hold()
  for (let made = 0; made < 10; made++) last.add({})
  await collected()
  expect(last.count()).toBe(20)
})
