import * as v from 'valibot'
import { FilePath } from './file-path.ts'
import { KeyId } from './ids.ts'
import { MOST_FILES, MOST_KEYS, MOST_PROGRAMS } from './key-limits.ts'
import { presetNames } from './presets.ts'
import { AttemptView, Kept, Line, Problem, Server } from './sign-in-view.ts'

/** Milliseconds since 1970 by this computer's calendar. */
const Moment = v.pipe(v.number(), v.minValue(0))

export { MOST_KEYS }

const Preset = v.nullable(v.picklist(presetNames))

/** What is chosen for a new key. `server`: null if it is for the account as a whole. */
export const NewKey = v.strictObject({ name: Line, preset: Preset, server: v.nullable(Server.entries.id) })

/** How a key left Latchkey. */
export const lendings = ['shown', 'copied', 'program'] as const

/**
 * What is known of a key. `alive`: plex.tv confirmed it when it was asked last. `unconfirmed`: it was not asked yet, or
 * did not say; `problem` says why. `dead`: plex.tv refused it twice. `missing`: it is not in the keychain any more, so
 * Latchkey cannot take it back. `leaving`: it is taken back as soon as the keychain hands it out.
 */
export const keyStates = ['alive', 'unconfirmed', 'dead', 'missing', 'leaving'] as const

/** A program that may have a key without a question. */
export const AllowedProgram = v.strictObject({
  path: FilePath,
  allowedAt: Moment,
  /** Null if it never had the key. */
  usedAt: v.nullable(Moment),
})

/** A key of a program. There is no field for a secret. */
export const KeyView = v.strictObject({
  id: KeyId,
  name: Line,
  preset: Preset,
  /** The server that it is meant for; null if for the account as a whole. */
  server: v.nullable(v.pick(Server, ['id', 'name', 'owned'])),
  madeAt: Moment,
  /** When and how it was handed out last; null if it never was. */
  lent: v.nullable(
    v.strictObject({
      at: Moment,
      how: v.picklist(lendings),
      /** Which program asked for it; null where it is not known, or where the person took it. */
      program: v.nullable(FilePath),
    }),
  ),
  programs: v.pipe(v.array(AllowedProgram), v.maxLength(MOST_PROGRAMS)),
  /** Where Latchkey wrote it. */
  files: v.pipe(v.array(FilePath), v.maxLength(MOST_FILES)),
  /** Where the key was taken out that this one replaces, and this one could not be written. */
  emptied: v.pipe(v.array(FilePath), v.maxLength(MOST_FILES)),
  state: v.picklist(keyStates),
  problem: v.nullable(Problem),
  kept: Kept,
  /** When it was found dead; null if it was not. */
  diedAt: v.nullable(Moment),
  /** Whose it is, where another account approved it than the one that was signed in; a null name if plex.tv did not say. */
  ofAnother: v.nullable(v.strictObject({ name: v.nullable(Line) })),
})

/** A key that is being made. */
export const KeyBeingMade = v.strictObject({
  id: KeyId,
  name: Line,
  /** Null once plex.tv has given the key, until the keychain has it. */
  attempt: v.nullable(AttemptView),
  /** Why Plex did not let Latchkey approve its code, so that the person has to; null while that is under way. */
  byHand: v.nullable(Problem),
})

export const Keys = v.strictObject({
  /** Dead ones first, then those that were handed out or made last. */
  list: v.pipe(v.array(KeyView), v.maxLength(MOST_KEYS)),
  making: v.nullable(KeyBeingMade),
  /** Why the last one could not be made, until the next is tried. */
  failed: v.nullable(
    v.strictObject({ ...NewKey.entries, problem: v.union([Problem, v.literal('not-remembered')]) }),
  ),
  /** When what was copied is taken off the clipboard, counted from the moment this snapshot was sent; null if nothing is. */
  clipboardClearsInMs: v.nullable(v.pipe(v.number(), v.minValue(0))),
})

/** Why a key was not handed out: a problem, or that the clipboard did not take it. */
const Refused = v.strictObject({ problem: v.union([Problem, v.literal('not-copied')]) })

/** The one message that carries a key to the window: `key` is the key itself, or the server's own where it is shared. */
export const ShownKey = v.union([v.strictObject({ key: v.string() }), Refused])

/** `lines`: what the program's preset wants, with the key or without. `address`: one of the key's `KeyAddresses`. */
export const CopyKey = v.strictObject({
  id: KeyId,
  what: v.picklist(['key', 'lines', 'lines-without-key']),
  address: v.nullable(v.pipe(v.string(), v.maxLength(500))),
})

/** Null where it was copied. */
export const CopiedKey = v.nullable(Refused)

/** Where the server of a key can be reached, best first. Nobody has tried. */
export const KeyAddresses = v.union([
  v.strictObject({
    addresses: v.array(v.strictObject({ url: v.string(), reach: v.picklist(['home', 'away', 'relay']) })),
    /** Whose key is handed out: this key itself on one's own server, the server's where it is shared. */
    ofServer: v.boolean(),
  }),
  Refused,
])

export type NewKey = v.InferOutput<typeof NewKey>
export type Lending = (typeof lendings)[number]
export type KeyState = (typeof keyStates)[number]
export type AllowedProgram = v.InferOutput<typeof AllowedProgram>
export type KeyView = v.InferOutput<typeof KeyView>
export type KeyBeingMade = v.InferOutput<typeof KeyBeingMade>
export type Keys = v.InferOutput<typeof Keys>
export type ShownKey = v.InferOutput<typeof ShownKey>
export type CopyKey = v.InferOutput<typeof CopyKey>
export type CopiedKey = v.InferOutput<typeof CopiedKey>
export type KeyAddresses = v.InferOutput<typeof KeyAddresses>
