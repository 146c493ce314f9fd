import { expect, test } from 'vitest'
import { atOnce } from './at-once.mjs'

test('all are waited for, and come in their order', async () => {
  const late = new Promise(resolve => void setTimeout(resolve, 20, 'late'))
  expect(await atOnce([late, 'early'])).toEqual(['late', 'early'])
})

test('one that fails is heard of once the others have ended', async () => {
  let ended = false
  const late = new Promise(resolve => void setTimeout(resolve, 20)).then(() => void (ended = true))
  await expect(atOnce([Promise.reject(new Error('first')), late])).rejects.toThrow('first')
  expect(ended).toBe(true)
})
