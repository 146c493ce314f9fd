import * as v from 'valibot'

/** The path of a program, a script or a file. */
export const FilePath = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))
