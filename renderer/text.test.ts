import { describe, expect, it } from 'vitest'
import { isolate, spelled, text } from './text.ts'

describe('text', () => {
  it('counts in the singular and the plural', () => {
    expect([1, 5].map(count => text('window.approval.minutesLeft', { count }))).toEqual([
      '1 minute left to enter the code',
      '5 minutes left to enter the code',
    ])
  })

  it('shows a name as it is, markup and placeholders included', () => {
    const name = '<b>Zoë & \u200fשלום\u200f</b> {{code}} $t(window.signedIn.title)'
    expect(text('tray.signedInAs', { name })).toBe(`Signed in as ${name}`)
  })

  it('isolates a name from the direction of its sentence', () => {
    expect(text('window.approval.deviceNote', { deviceName: isolate('מחשב') })).toBe(
      'Plex may tell you about a new device named “\u2068מחשב\u2069”.',
    )
  })

  it('spells a code', () => {
    expect(spelled('AB12')).toBe('A, B, 1, 2')
  })
})
