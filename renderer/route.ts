import { createStore } from 'zustand/vanilla'
import type { Snapshot } from '../common/contract.ts'
import type { KeyId } from '../common/ids.ts'
import { signInOf } from '../common/lives.ts'
import type { SignInView } from '../common/sign-in-view.ts'
import { nextKeyPlace, type Place, type View } from './key-route.ts'
import { received } from './store.ts'

/** What the window shows, and why: the page has just started, the person asked, or something happened. */
interface Route extends Place {
  readonly by: 'start' | 'person' | 'event'
  /** Where it came from, so that the way back ends where it began. */
  readonly from: View | null
  /** Where the pages of single keys lead back to: what was shown last of the home and the list. */
  readonly base: 'sign-in' | 'keys'
}

/** The window's own state: main only asks for the settings and the keys. */
export const route = createStore<Route>(() => ({
  view: 'sign-in',
  key: null,
  by: 'start',
  from: null,
  base: 'sign-in',
}))

function parentOf({ view, base }: Route): View {
  if (view === 'doctor') return 'settings'
  return view === 'new-key' || view === 'key' ? base : 'sign-in'
}

const go = (place: Place, by: Route['by']) =>
  route.setState(({ view, base }) => ({
    ...place,
    by,
    from: view,
    base: place.view === 'sign-in' || place.view === 'keys' ? place.view : base,
  }))

const open = (view: View) => () => go({ view, key: null }, 'person')

export const openSettings = open('settings')
export const openDoctor = open('doctor')
export const openServers = open('servers')
export const openKeys = open('keys')
export const openNewKey = open('new-key')
export const openKey = (key: KeyId) => go({ view: 'key', key }, 'person')

/** Back from the page of a key, the list knows which one it was. */
export function goBack(): void {
  const here = route.getState()
  go({ view: parentOf(here), key: here.key }, 'person')
}

/** Whether the person has just come back from this page. */
export const isBackFrom = (view: View): boolean => {
  const { by, from } = route.getState()
  return by === 'person' && from === view
}

/**
 * Goes to the settings and the keys when main asks, on when a key is made or needs the person, and back to the sign-in
 * when something happens there that the person should see.
 */
export function followRoute(): void {
  received.subscribe((now, before) => {
    if (now === null) return
    // What the person left for another page is over; what comes in its place takes no focus of its own.
    if (before !== null && before.signIn.kind !== now.signIn.kind) route.setState({ from: null })
    const [here, last] = [route.getState(), before?.snapshot ?? null]
    const view = nextView(last, now.snapshot) ?? (isOver(here.view, now.snapshot) ? 'sign-in' : null)
    const next = view === null ? nextKeyPlace(here, last, now.snapshot) : { view, key: null }
    if (next === null || (next.view === here.view && next.key === here.key)) return
    go(next, before === null ? 'start' : 'event')
  })
}

/** Where the change between two snapshots leads; null if the window stays where it is. */
export function nextView(before: Snapshot | null, after: Snapshot): View | null {
  if (after.settingsAsked !== 0 && after.settingsAsked !== before?.settingsAsked) return 'settings'
  if (after.keysAsked !== 0 && after.keysAsked !== before?.keysAsked) return 'keys'
  if (before === null) return null
  const [was, is] = [signInOf(before), signInOf(after)]
  return isNewCode(was, is) || hasEnded(was, is) || asksAnew(before, after) ? 'sign-in' : null
}

/** Whether what a page is about is over: the servers are those of a session. */
export const isOver = (view: View, { session }: Snapshot): boolean =>
  view === 'servers' && session?.kind !== 'signed-in'

/** Whether a new code is shown or being requested. */
function isNewCode(before: SignInView, signIn: SignInView): boolean {
  if (signIn.kind === 'requesting-code')
    return before.kind !== signIn.kind && before.kind !== 'awaiting-approval'
  if (signIn.kind !== 'awaiting-approval') return false
  return before.kind !== signIn.kind || before.code !== signIn.code
}

/** Whether a session or an attempt has ended, other than by the person. */
function hasEnded(before: SignInView, signIn: SignInView): boolean {
  if (signIn.kind !== 'signed-out' || signIn.problem === null) return false
  return before.kind !== signIn.kind || before.problem !== signIn.problem
}

function asksAnew({ askingProxy: before }: Snapshot, { askingProxy }: Snapshot): boolean {
  if (askingProxy === null || askingProxy.said === 'trying') return false
  const { host, port, said } = askingProxy
  return before === null || before.host !== host || before.port !== port || before.said !== said
}
