import * as v from 'valibot'
import { keyStates, lendings } from './keys.ts'
import { presetNames } from './presets.ts'
import { Line, Problem, Server } from './sign-in-view.ts'

/** Milliseconds since 1970, as an ISO 8601 text. */
const When = v.nullable(v.pipe(v.string(), v.isoTimestamp()))

export const StatusAnswer = v.strictObject({
  state: v.picklist(['signed-in', 'signed-out', 'signing-in', 'restoring', 'signing-out']),
  account: v.nullable(v.strictObject({ name: Line, username: v.nullable(Line), email: v.nullable(Line) })),
  /** When plex.tv confirmed the sign-in last. */
  confirmedAt: When,
  /** Where the sign-in is kept; null while there is none. */
  kept: v.nullable(v.picklist(['keychain', 'memory'])),
  /** What is not well, and of which layer it is. */
  problem: v.nullable(
    v.strictObject({ layer: v.picklist(['network', 'plex', 'code', 'keychain']), reason: Problem }),
  ),
  keys: v.pipe(v.number(), v.integer(), v.minValue(0)),
  version: v.string(),
})

const Address = v.strictObject({
  url: v.string(),
  reach: v.picklist(['home', 'away', 'relay']),
  /** Whether it answered; null where it was not tried. */
  answers: v.nullable(v.boolean()),
})

export const ServersAnswer = v.strictObject({
  servers: v.array(
    v.strictObject({ ...v.omit(Server, ['id']).entries, id: Server.entries.id, addresses: v.array(Address) }),
  ),
})

export const KeysAnswer = v.strictObject({
  keys: v.array(
    v.strictObject({
      name: Line,
      preset: v.nullable(v.picklist(presetNames)),
      server: v.nullable(Line),
      state: v.picklist(keyStates),
      madeAt: When,
      /** When it was handed out last, how, and to which program. */
      lent: v.nullable(
        v.strictObject({
          at: When,
          how: v.picklist(lendings),
          program: v.nullable(v.string()),
        }),
      ),
      /** What may have it without a question. */
      programs: v.array(v.strictObject({ path: v.string(), allowedAt: When, usedAt: When })),
      /** Where it was written. */
      files: v.array(v.string()),
    }),
  ),
})

/** A key, for the program that asked. `key`: the server's own where it is shared. */
export const KeyAnswer = v.strictObject({
  name: Line,
  key: v.string(),
  /** The key's own client identifier, device name and product, which go with it to plex.tv. */
  identifier: v.string(),
  deviceName: v.string(),
  product: v.string(),
  preset: v.nullable(v.picklist(presetNames)),
  server: v.nullable(v.strictObject({ name: Line, addresses: v.array(Address) })),
})

export const AddedAnswer = v.strictObject({
  name: Line,
  program: v.nullable(v.string()),
  file: v.nullable(v.string()),
})

/**
 * `owed`: Plex could not be told yet; Latchkey goes on trying. `files`: those that it was taken out of. `remains`: the server
 * whose own key programs got, which does not end with this one.
 */
export const RevokedAnswer = v.strictObject({
  revoked: v.picklist(['done', 'owed']),
  files: v.array(v.string()),
  remains: v.nullable(Line),
})
export const SignedInAnswer = v.strictObject({
  account: v.nullable(v.strictObject({ name: Line })),
  kept: v.picklist(['keychain', 'memory']),
})
export const SignedOutAnswer = v.strictObject({
  revoked: v.picklist(['done', 'owed']),
  keys: v.picklist(['kept', 'revoked']),
})
export const DoctorAnswer = v.strictObject({
  checks: v.array(
    v.strictObject({
      name: v.string(),
      result: v.picklist(['ok', 'warning', 'failed']),
      said: v.string(),
      next: v.nullable(v.string()),
    }),
  ),
})

const Remaining = v.pipe(v.number(), v.finite(), v.minValue(0))

/** What happens meanwhile. */
export const Progress = v.variant('progress', [
  /** The person is being asked in a window of the app, for so long at most. */
  v.strictObject({ progress: v.literal('asking'), remainingMs: Remaining }),
  /** Other questions are before it, for which it waits so long at most. */
  v.strictObject({ progress: v.literal('queued'), remainingMs: Remaining }),
  /** A code that the person is to approve at `link`. */
  v.strictObject({
    progress: v.literal('code'),
    code: v.pipe(v.string(), v.regex(/^[A-Z0-9]{4,8}$/)),
    link: v.pipe(v.string(), v.regex(/^https:\/\/plex\.tv\/link\//), v.maxLength(200)),
    remainingMs: Remaining,
    /** Why it does not get on just now. */
    problem: v.nullable(Problem),
  }),
  /** Neither asked for nor shown yet. */
  v.strictObject({ progress: v.literal('waiting'), problem: v.nullable(Problem) }),
])

/** Why it was not done, beside the problems: each has its words, and the next step, in the catalogue. */
export const refusals = [
  'protocol', // the app that runs is of another release
  'malformed',
  'busy', // another key is being made
  'signed-out',
  'no-key', // there is no key of that name
  'no-server', // no server of that name
  'other-server', // the key of that name is for another server
  'shared-server', // its own key, which is handed out, does not end with the command
  'not-now', // the person said so
  'unanswered', // the person did not answer within a minute
  'silenced', // two questions went unanswered: nobody is asked for five minutes
  'unasked', // other questions were before it for a minute
  'crowded', // too many ask at once
  'nobody-to-ask', // neither a window that can be seen nor a terminal
  'no-program', // a shell, or what starts whatever it is told to, cannot be let have a key for ever; nor what is not there
  'full', // as many keys as there can be
  'not-remembered', // it could not be written down
  'dead', // the key is dead at Plex
  'missing', // the key is not in the keychain any more
  'file', // the file could not be read or written; nothing was changed
  'other-account', // another account approved the code
  'failed',
] as const

/** Why nothing was changed in the file of a program, beside the refusal `file`. */
export const fileTroubles = [
  'no-format', // this program keeps its key in no file that can be written
  'no-folder',
  'no-file', // a folder, a pipe or a device is there
  'not-ours', // it belongs to somebody else
  'too-large',
  'garbled', // its program could not read it, or it cannot be changed without touching something else
  'unread', // it may not be read, or the disk does not answer
  'unwritable',
] as const

export const Ending = v.variant('end', [
  v.strictObject({ end: v.literal('done'), data: v.unknown() }),
  v.strictObject({
    end: v.literal('refused'),
    exit: v.picklist(['failed', 'usage', 'signed-out', 'unreached', 'keychain', 'not-allowed']),
    reason: v.union([v.picklist(refusals), Problem]),
    /** What the sentence about it names: a program, a file, a release. */
    detail: v.nullable(v.string()),
    /** What is known all the same, as `status` and `doctor` tell. */
    data: v.unknown(),
  }),
])

export type Progress = v.InferOutput<typeof Progress>
export type Ending = v.InferOutput<typeof Ending>
export type Refusal = (typeof refusals)[number]
export type StatusAnswer = v.InferOutput<typeof StatusAnswer>
export type ServersAnswer = v.InferOutput<typeof ServersAnswer>
export type KeysAnswer = v.InferOutput<typeof KeysAnswer>
export type KeyAnswer = v.InferOutput<typeof KeyAnswer>
export type AddedAnswer = v.InferOutput<typeof AddedAnswer>
export type RevokedAnswer = v.InferOutput<typeof RevokedAnswer>
export type SignedInAnswer = v.InferOutput<typeof SignedInAnswer>
export type SignedOutAnswer = v.InferOutput<typeof SignedOutAnswer>
export type DoctorAnswer = v.InferOutput<typeof DoctorAnswer>
