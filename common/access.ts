import * as v from 'valibot'
import { FilePath } from './file-path.ts'
import { presetNames } from './presets.ts'
import { Line } from './sign-in-view.ts'

/**
 * What a command and the app say to each other over their socket: one line of JSON from the command, a `Hello`, then lines
 * of JSON from the app (access-answers.ts). Where the numbers differ, they are of different releases.
 */
export const PROTOCOL = 1

/** The longest line of a command, in bytes of UTF-8 with its end. */
export const LONGEST_LINE_BYTES = 256 * 1024
/** The longest line of the app: room for as many keys as there can be, each with all that may have it and all its files. */
export const LONGEST_ANSWER_BYTES = 64 * 1_048_576

/** As `exitCodes`: the numbers are promised to scripts. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  'signed-out': 3,
  unreached: 4,
  keychain: 5,
  'not-allowed': 6,
  'run-failed': 125,
  'not-executable': 126,
  'not-found': 127,
  interrupted: 130,
} as const

export type ExitName = keyof typeof exitCodes

/** What the command says of where it runs. Nobody can check it: it decides only how somebody is asked. */
const Surroundings = v.strictObject({
  /** Its stderr is a terminal, so that a code can be shown there. */
  terminal: v.boolean(),
  /** It runs over SSH, or on no screen: a window of the app would not be seen by who runs it. */
  remote: v.boolean(),
  /** Whether it waits for an answer of the person; without, it is refused at once. */
  waits: v.boolean(),
})

/** For which key, and what it is made with if there is none of that name. */
const Wanted = v.strictObject({
  name: Line,
  preset: v.nullable(v.picklist(presetNames)),
  /** A server by its name or id; null for the account as a whole. */
  server: v.nullable(Line),
})

export const Ask = v.variant('ask', [
  v.strictObject({ ask: v.literal('status') }),
  v.strictObject({ ask: v.literal('servers'), probe: v.boolean() }),
  v.strictObject({ ask: v.literal('keys') }),
  /** Hands out a key. The connection stays open as long as it is used; `once`: the key ends with it. */
  v.strictObject({
    ask: v.literal('key'),
    ...Wanted.entries,
    ...Surroundings.entries,
    once: v.boolean(),
    /** The program that `run` is about to start, and its arguments; null where whoever calls the command gets the key. */
    program: v.nullable(
      v.strictObject({ path: FilePath, command: v.pipe(v.array(v.string()), v.maxLength(64)) }),
    ),
  }),
  /** Makes a key, and lets this program have it from now on; null: lets none. */
  v.strictObject({
    ask: v.literal('add-key'),
    ...Wanted.entries,
    ...Surroundings.entries,
    program: v.nullable(FilePath),
    /** A file that is to get the key, as that preset wants it. */
    write: v.nullable(FilePath),
  }),
  v.strictObject({ ask: v.literal('revoke-key'), name: Line }),
  /** `open`: the page at plex.tv is opened in a browser on the person's own screen. */
  v.strictObject({ ask: v.literal('sign-in'), open: v.boolean() }),
  v.strictObject({ ask: v.literal('sign-out'), keys: v.boolean() }),
  v.strictObject({ ask: v.literal('doctor') }),
])

/** 32 bytes. */
const HashLike = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))

/**
 * What an app says first where everybody could answer in its place: then it knows that as well. Each side proves it for
 * this once, and what it knows is never said.
 */
export const Proof = v.strictObject({ proof: HashLike })

export const Hello = v.strictObject({
  protocol: v.literal(PROTOCOL),
  version: v.string(),
  /** That it knows what only this person can read, where everybody can open the way to the app (Windows). */
  pipe: v.optional(v.strictObject({ nonce: HashLike, proof: HashLike })),
  ask: Ask,
})

export type Ask = v.InferOutput<typeof Ask>
export type Hello = v.InferOutput<typeof Hello>
