import { expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { createAnswerable } from './answerable.ts'

it('lets no answer count before the window is shown, nor in its first half second', async () => {
  const clock = new ManualClock()
  const answerable = createAnswerable(clock)
  await clock.advance(10_000)
  expect(answerable.inMs()).toBe(null)
  answerable.shown(true)
  answerable.begins()
  expect(answerable.inMs()).toBe(500)
  await clock.advance(499)
  expect(answerable.inMs()).toBe(1)
  await clock.advance(1)
  expect(answerable.inMs()).toBe(0)
})

it('begins again with each question, and ends with the window', async () => {
  const clock = new ManualClock()
  const answerable = createAnswerable(clock)
  answerable.shown(true)
  answerable.begins()
  await clock.advance(5_000)
  answerable.begins()
  expect(answerable.inMs()).toBe(500)
  await clock.advance(5_000)
  answerable.shown(false)
  expect(answerable.inMs()).toBe(null)
})
