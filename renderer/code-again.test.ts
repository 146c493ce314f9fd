import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { english } from '../common/english.fake.ts'
import { codeAgain } from './code-again.ts'
import { createSpeech } from './speech.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('has the code said letter by letter each time that it is asked for', () => {
  const heard: string[] = []
  const speech = createSpeech(({ polite, alert }) => heard.push(polite + alert))
  speech.tell(codeAgain(english, '3DUT'))
  vi.advanceTimersByTime(3_000)
  speech.tell(codeAgain(english, '3DUT'))
  vi.runAllTimers()
  const [first = '', second = '', ...rest] = heard
  expect(first).toBe('Code: 3, D, U, T')
  expect(second).not.toBe(first)
  expect(second.trim()).toBe(first)
  expect(rest).toEqual([''])
})
