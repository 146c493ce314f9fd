import { describe, expect, it } from 'vitest'
import type { SignInView } from '../../common/sign-in-view.ts'
import { ada, askingOf, signedIn, snapshotOf, views, lateClaimOf } from '../../common/samples.fake.ts'
import { english } from '../../common/english.fake.ts'
import { tooltip } from './tooltip.ts'

const shown = (view: SignInView) => tooltip(english, snapshotOf(view))

describe('the tooltip', () => {
  it('says in one line how it is', () => {
    const lines = Object.fromEntries(
      Object.entries<SignInView>(views).map(([what, view]) => [what, shown(view)]),
    )
    expect(lines).toEqual({
      restoring: 'Latchkey – checking your sign-in',
      'signed out': 'Latchkey – signed out',
      'signed out, and Plex does not know yet': 'Latchkey – signed out',
      'signed out, and Plex knows': 'Latchkey – signed out',
      'signed out, and Plex never knew': 'Latchkey – signed out',
      'signed out, with a problem': 'Latchkey: This code has expired',
      'requesting a code': 'Latchkey – getting a code',
      'requesting a code, in trouble': 'Latchkey: plex.tv cannot be found',
      'awaiting approval': 'Latchkey – enter KYLX at plex.tv/link',
      'awaiting approval, in trouble': 'Latchkey: You are offline',
      saving: 'Latchkey – signing you in',
      'signed in, by whom not yet known': 'Latchkey – signed in',
      'signed in': 'Latchkey – signed in as Ada',
      'signed in, in memory and with a problem': 'Latchkey – signed in (plex.tv is having trouble)',
      'signing out': 'Latchkey – signing out',
    })
  })

  it.each(Object.entries(views))('says above all that there is a question: %s', (_what, view) => {
    expect(tooltip(english, { ...snapshotOf(view), question: lateClaimOf('Ada') })).toBe(
      'Latchkey: You approved a cancelled sign-in',
    )
  })

  it.each(Object.entries(views))('says above all that a program asks: %s', (_what, view) => {
    const access = { asking: askingOf(), silentForMs: null }
    expect(tooltip(english, { ...snapshotOf(view), question: lateClaimOf('Ada'), access })).toBe(
      'Latchkey: “Kometa” asks for a key',
    )
  })

  it.each(Object.entries(views))('says above all that the keychain waits: %s', (_what, view) => {
    expect(tooltip(english, { ...snapshotOf(view), askingKeychain: { stoppable: true } })).toBe(
      `Latchkey: ${english('problems.keychain-asking.title')}`,
    )
  })

  it('stays one short line whatever the name', () => {
    const account = { ...ada, name: `Ada\n& ${'x'.repeat(150)}` }
    expect(shown(signedIn({ account }))).toBe(`Latchkey – signed in as Ada & ${'x'.repeat(53)}…`)
  })
})
