import * as v from 'valibot'

/** Whether the log was shown, as far as that is known, and where it is. */
export const LogShown = v.strictObject({ isShown: v.boolean(), path: v.string() })
export type LogShown = v.InferOutput<typeof LogShown>
