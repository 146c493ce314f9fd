import type { DoctorAnswer } from '../../../common/access-answers.ts'

/** What a check found: a fact, and what somebody can do about it. */
export type Finding = Pick<DoctorAnswer['checks'][number], 'result' | 'said' | 'next'>

export const ok = (said: string): Finding => ({ result: 'ok', said, next: null })

export const warning = (said: string, next: string): Finding => ({ result: 'warning', said, next })

export const failed = (said: string, next: string): Finding => ({ result: 'failed', said, next })
