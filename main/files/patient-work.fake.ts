import { createFileWork } from './file-work.ts'

/** File work without a time limit, however busy the computer is. For tests. */
export const patientWork = () => createFileWork({ now: () => 0, at: () => () => {} })
