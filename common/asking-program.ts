import * as v from 'valibot'
import { FilePath } from './file-path.ts'
import { QuestionId } from './ids.ts'
import { Line } from './sign-in-view.ts'

/** A program that asks the person for a key. */
export const AskingProgram = v.strictObject({
  id: QuestionId,
  name: Line,
  /** There is no such key yet: one is made. */
  isNew: v.boolean(),
  /** Which program or script, and the command line; null where the system does not say. */
  program: v.nullable(v.strictObject({ path: v.string(), command: v.string() })),
  /** What started it, the nearest first. */
  chain: v.pipe(v.array(v.string()), v.maxLength(8)),
  /** The programs that have this key already. */
  others: v.array(v.string()),
  /** Where the key is to be written, to stay there; null if only the program gets it. */
  file: v.nullable(FilePath),
  /** Whether `allow` can be answered: never for a shell, nor where the program is not known. */
  lasting: v.boolean(),
  /** Whether `once` can be answered: not where the program is only to have it later. */
  momentary: v.boolean(),
})

/** `once`: until that program ends. `allow`: that program may have the key from now on. */
export const AccessAnswer = v.strictObject({
  id: QuestionId,
  choice: v.picklist(['once', 'allow', 'not-now']),
})

export type AskingProgram = v.InferOutput<typeof AskingProgram>
export type AccessAnswer = v.InferOutput<typeof AccessAnswer>
