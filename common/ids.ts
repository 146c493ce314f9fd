import * as v from 'valibot'

/**
 * A session, as a UUID that we make. plex.tv's account number would not do: a token is stored before plex.tv is asked
 * whose it is.
 */
export const SessionId = v.pipe(v.string(), v.uuid(), v.brand('session'))

/**
 * A question to the person, as a UUID that we make. The answer names it, so a double click answers only one question.
 */
export const QuestionId = v.pipe(v.string(), v.uuid(), v.brand('question'))

/** A key of another program, as a UUID that we make. Its keychain item is named after it. */
export const KeyId = v.pipe(v.string(), v.uuid(), v.brand('key'))

export type SessionId = v.InferOutput<typeof SessionId>
export type QuestionId = v.InferOutput<typeof QuestionId>
export type KeyId = v.InferOutput<typeof KeyId>
