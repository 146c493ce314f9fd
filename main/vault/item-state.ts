import type { StoredHint } from './port.ts'

/**
 * What one keychain item holds, and what it should hold.
 *
 *   found ────read────► kept ◄──stored── keeping
 *     │ └────read────► empty ◄──erased── erasing
 *     └─ write ► keeping, erase ► erasing, as from any other
 */
export type ItemState =
  /** An earlier run left it, and nobody has read it yet. */
  | { readonly kind: 'found' }
  /** It holds this, as it was read or written last. */
  | { readonly kind: 'kept'; readonly text: string }
  /** It should hold this, which so far is in memory alone. */
  | ({ readonly kind: 'keeping'; readonly text: string } & Before)
  /** It should hold nothing. */
  | ({ readonly kind: 'erasing' } & Before)
  | { readonly kind: 'empty' }

interface Before {
  /** Whether it may hold a text that nobody has read. */
  readonly unread: boolean
  /** What it held as far as we know. */
  readonly known: readonly string[]
}

/** The state at the start of a run. */
export function remembered(hint: StoredHint): ItemState {
  if (hint === 'no') return { kind: 'empty' }
  return hint === 'given-up' ? { kind: 'erasing', unread: true, known: [] } : { kind: 'found' }
}

/** Whether the keychain may hold a text that nobody has read. */
export const isUnread = (state: ItemState): boolean =>
  state.kind === 'found' || ('unread' in state && state.unread)

export const written = (state: ItemState, text: string): ItemState => ({
  kind: 'keeping',
  text,
  unread: isUnread(state),
  known: knownBeneath(state),
})

export const erased = (state: ItemState): ItemState =>
  state.kind === 'empty' ? state : { kind: 'erasing', unread: isUnread(state), known: knownBeneath(state) }

/** What it held before, as far as we know. */
export const knownBeneath = (state: ItemState): readonly string[] => {
  if (state.kind === 'kept') return [state.text]
  return 'known' in state ? state.known : []
}

/** What it counts as holding: what waits to be erased does not count. */
export const textHeld = (state: ItemState): string | null => ('text' in state ? state.text : null)

/** The keychain has said what it holds. What it should hold is not changed by that. */
export function seen(state: ItemState, text: string | null): ItemState {
  if ('known' in state) {
    const isNew = text !== null && !state.known.includes(text)
    return { ...state, unread: false, known: isNew ? [...state.known, text] : state.known }
  }
  return text === null || state.kind === 'empty' ? state : { kind: 'kept', text }
}

/** The keychain has taken this text, or let go of everything (null), which may no longer be what it should hold. */
export function settled(state: ItemState, text: string | null): ItemState {
  if (state.kind === 'keeping' && state.text === text) return { kind: 'kept', text }
  if (state.kind === 'erasing' && text === null) return { kind: 'empty' }
  return 'known' in state ? { ...state, unread: false, known: text === null ? [] : [text] } : state
}

/** Whether the keychain still has to take a text or let one go. */
export const isWaiting = (state: ItemState): boolean => state.kind === 'keeping' || state.kind === 'erasing'
