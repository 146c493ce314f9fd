import type { InputEvent } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { hearPresses, type Presses } from './presses.ts'

let clock: ManualClock
let presses: Presses
let input: (given: object) => void
let assisted: boolean
let counts: boolean

beforeEach(async () => {
  clock = new ManualClock()
  await clock.advance(60_000)
  assisted = false
  counts = true
  const contents = {
    on(_event: string, listener: (event: unknown, input: InputEvent) => void) {
      input = given => listener({}, given as InputEvent)
    },
  }
  presses = hearPresses(contents as never, { clock, assisted: () => assisted, counts: () => counts })
})

describe('a press', () => {
  const kinds: readonly (readonly [given: object, isPress: boolean])[] = [
    [{ type: 'mouseUp' }, true],
    [{ type: 'gestureTap' }, true],
    [{ type: 'rawKeyDown', key: 'Enter' }, true],
    [{ type: 'keyDown', key: 'a' }, true],
    [{ type: 'rawKeyDown' }, true],
    [{ type: 'keyUp', key: ' ' }, true],
    // One press is one, however many events it makes.
    [{ type: 'rawKeyDown', key: ' ' }, false],
    [{ type: 'keyUp', key: 'Enter' }, false],
    [{ type: 'rawKeyDown', key: 'Enter', modifiers: ['isautorepeat'] }, false],
    [{ type: 'mouseDown' }, false],
    [{ type: 'touchEnd' }, false],
    [{ type: 'char', key: ' ' }, false],
    [{ type: 'mouseMove' }, false],
    [{ type: 'mouseEnter' }, false],
    [{ type: 'mouseWheel' }, false],
    [{ type: 'gestureScrollBegin' }, false],
  ]
  it.each(kinds)('is %j: %s', (given, isPress) => {
    input(given)
    expect(presses.take(false)).toBe(isPress)
  })

  it('counts for nothing while none counts, nor later', () => {
    counts = false
    input({ type: 'mouseUp' })
    counts = true
    expect(presses.take(false)).toBe(false)
  })

  it('is good for one command', () => {
    input({ type: 'mouseUp' })
    expect([presses.take(false), presses.take(false)]).toEqual([true, false])
  })

  it.each([
    [1_000, true],
    [1_001, false],
  ])('is good for a second: after %i ms %s', async (later, good) => {
    input({ type: 'mouseUp' })
    await clock.advance(later)
    expect(presses.take(false)).toBe(good)
  })
})

describe('a click that only the page tells of', () => {
  it('counts for nothing where no program assists the person', () => {
    expect(presses.take(true)).toBe(false)
  })

  it('is believed where one does, five times in ten seconds', async () => {
    assisted = true
    const took = () => Array.from({ length: 60 }, () => presses.take(true)).filter(Boolean).length
    expect(took()).toBe(5)
    await clock.advance(9_999)
    expect(took()).toBe(0)
    await clock.advance(1)
    expect(took()).toBe(5)
  })

  it('counts for nothing while none counts', () => {
    assisted = true
    counts = false
    expect(presses.take(true)).toBe(false)
    counts = true
    expect(presses.take(true)).toBe(true)
  })

  it('is not one where the page tells of none', () => {
    assisted = true
    expect(presses.take(false)).toBe(false)
  })
})
