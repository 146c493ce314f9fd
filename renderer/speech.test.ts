import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Announcement } from './announcement.ts'
import { createSpeech } from './speech.ts'

const polite = (text: string): Announcement => ({ manner: 'polite', text })
const progress = (text: string): Announcement => ({ manner: 'progress', text })
const alert = (text: string): Announcement => ({ manner: 'alert', text })

/** Tells each announcement at its millisecond; returns what the live regions hold, each time that it changes. */
function hear(...told: ReadonlyArray<readonly [at: number, announcement: Announcement]>) {
  const heard: string[] = []
  const start = Date.now()
  const speech = createSpeech(({ polite: calm, alert: loud }) => {
    const words = loud === '' ? calm : `! ${loud}`
    heard.push(`${Date.now() - start}${words === '' ? '' : ' '}${words}`)
  })
  for (const [at, announcement] of told) setTimeout(() => speech.tell(announcement), at)
  vi.runAllTimers()
  return heard
}

describe('speech', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('says it soon, and takes the words away before somebody reads them later', () => {
    expect(hear([0, polite('Signed out')])).toEqual(['100 Signed out', '5100'])
  })

  it('says what happens at once in one go, each thing once', () => {
    const told = [polite('Signed out'), polite('Your sign-in is revoked at Plex'), polite('Signed out')]
    expect(hear(...told.map((each, index) => [index * 50, each] as const))).toEqual([
      '200 Signed out. Your sign-in is revoked at Plex',
      '5200',
    ])
  })

  it('says what is under way only if it lasts', () => {
    expect(hear([0, progress('Signing you in…')])).toEqual(['1000 Signing you in…', '6000'])
    expect(hear([0, progress('Signing you in…')], [900, polite('Signed in as Ada')])).toEqual([
      '1000 Signed in as Ada',
      '6000',
    ])
  })

  it('says what has happened before what is under way', () => {
    expect(hear([0, polite('Signed out')], [0, progress('Not told yet')])).toEqual([
      '100 Signed out',
      '1600 Not told yet',
      '6600',
    ])
  })

  it('leaves words where they are until they are heard, and drops what is over by then', () => {
    const told = [polite('Signed out'), progress('Not told yet'), polite('Revoked')]
    expect(hear(...told.map((each, index) => [index * 400, each] as const))).toEqual([
      '100 Signed out',
      '1600 Revoked',
      '6600',
    ])
  })

  it('puts first what ends something, with all that goes with it', () => {
    expect(
      hear([0, polite('Latchkey 9.9.9 is available')], [0, alert('Plex has ended your sign-in')]),
    ).toEqual(['100 ! Latchkey 9.9.9 is available. Plex has ended your sign-in', '5100'])
  })

  it('makes the same words heard again', () => {
    const again = [0, 2_000, 4_000].map(at => [at, polite('Copied')] as const)
    expect(hear(...again)).toEqual(['100 Copied', '2100 Copied\u00a0', '4100 Copied', '9100'])
  })
})
