import * as v from 'valibot'
import { FilePath } from './file-path.ts'
import { QuestionId } from './ids.ts'
import { presetNames } from './presets.ts'
import { Line } from './sign-in-view.ts'

/** Why a program cannot be let have a key from now on. */
export const unlastings = [
  'once', // it wants the key for one use
  'file', // no program is to have it
  'unseen',
  'shell',
  'starter', // it runs whatever it is told to
  'replaced', // its file was deleted or replaced while it runs
  'no-file', // at its path there is nothing that would be the same tomorrow
  'doubtful', // two files may be it
  'passing', // its path is another each time
  'unreadable', // its path cannot be shown
] as const

export type Unlasting = (typeof unlastings)[number]

/** A program that asks the person for a key. */
export const AskingProgram = v.strictObject({
  id: QuestionId,
  name: Line,
  /** One is made: there is no such key yet, or it is for one use alone. */
  isNew: v.boolean(),
  /** Which program or script, and the command line; null where the system does not say. */
  program: v.nullable(v.strictObject({ path: v.string(), command: v.string() })),
  /** Since when it runs, in milliseconds since 1970; null where the system does not say, or it is yet to be started. */
  since: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** What started it, the nearest first. */
  chain: v.pipe(v.array(v.string()), v.maxLength(8)),
  /** The programs that have this key already. */
  others: v.array(v.string()),
  /** The server that the key is for; null for the account as a whole. One that is not owned has a key of its own. */
  server: v.nullable(v.strictObject({ id: Line, name: Line, owned: v.boolean() })),
  /** Which program's names, or file, it is for. */
  preset: v.nullable(v.picklist(presetNames)),
  /** Where the key is to be written, to stay there; null if only the program gets it. */
  file: v.nullable(FilePath),
  /** Why `allow` cannot be answered; null where it can. */
  unlasting: v.nullable(v.picklist(unlastings)),
  /** Whether `once` can be answered: not where the program is only to have it later. */
  momentary: v.boolean(),
  /** Whether the end of what gets the key is seen, however long that runs: else `once` ends after an hour at most. */
  watched: v.boolean(),
})

/** `once`: until that program ends. `allow`: that program may have the key from now on. */
export const AccessAnswer = v.strictObject({
  id: QuestionId,
  choice: v.picklist(['once', 'allow', 'not-now']),
})

export type AskingProgram = v.InferOutput<typeof AskingProgram>
export type AccessAnswer = v.InferOutput<typeof AccessAnswer>
