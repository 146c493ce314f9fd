import { beforeEach, expect, it } from 'vitest'
import { createPressJudge } from './presses.ts'

let isAnswerable: boolean
let judge: ReturnType<typeof createPressJudge>
beforeEach(() => {
  isAnswerable = false
  judge = createPressJudge(() => isAnswerable)
})

it('does not count while no answer does', () => {
  judge.began()
  expect(judge.counts()).toBe(false)
})

it('does not count where it began before an answer did, and the next one does', () => {
  judge.began()
  isAnswerable = true
  expect(judge.counts()).toBe(false)
  judge.ended()
  judge.began()
  expect(judge.counts()).toBe(true)
})

it('counts without having begun, as a program presses that helps the person', () => {
  isAnswerable = true
  expect(judge.counts()).toBe(true)
})

it('does not count where another question came meanwhile', () => {
  isAnswerable = true
  judge.began()
  isAnswerable = false
  expect(judge.counts()).toBe(false)
})
