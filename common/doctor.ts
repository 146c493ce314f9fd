import * as v from 'valibot'

/** What doctor found, and all of the report that can be saved of it. */
export const Examined = v.strictObject({
  checks: v.pipe(
    v.array(
      v.strictObject({
        name: v.string(),
        result: v.picklist(['ok', 'warning', 'failed']),
        said: v.string(),
        next: v.nullable(v.string()),
      }),
    ),
    v.maxLength(50),
  ),
  report: v.string(),
})

/** What became of the report that was to be saved. */
export const Saved = v.picklist(['saved', 'cancelled', 'failed'])

/** Whether the report is on the clipboard. */
export const Copied = v.picklist(['copied', 'failed'])

export type Examined = v.InferOutput<typeof Examined>
export type Saved = v.InferOutput<typeof Saved>
export type Copied = v.InferOutput<typeof Copied>
