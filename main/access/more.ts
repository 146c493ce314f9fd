import type { DoctorAnswer, KeyAnswer, ServersAnswer } from '../../common/access-answers.ts'

/** What is done elsewhere; null where nothing does it. */
export interface More {
  readonly doctor: ((gone: AbortSignal) => Promise<DoctorAnswer>) | null
  /** Tries the addresses of the person's own servers. */
  readonly probe: ((servers: ServersAnswer, gone: AbortSignal) => Promise<ServersAnswer>) | null
  /**
   * Writes a key into its program's own file, as its preset wants it. Resolves with where that is, or why nothing was
   * changed. SECURITY: called once the person has allowed it.
   */
  readonly write:
    | ((key: KeyAnswer, path: string) => Promise<{ readonly path: string } | { readonly refused: string }>)
    | null
}

export const noMore: More = { doctor: null, probe: null, write: null }
