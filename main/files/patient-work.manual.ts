import { createFileWork } from './file-work.ts'

/** Work that is waited for however busy the computer is. For tests. */
export const patientWork = () => createFileWork({ now: () => 0, at: () => () => {} })
