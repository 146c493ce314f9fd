import type { Ending } from '../../common/access.ts'
import type { KeyRecord } from '../keys/record.ts'
import type { Call } from './connection.ts'
import { refused } from './ending.ts'

/** What is answered elsewhere. */
export interface More {
  readonly doctor: (call: Call) => Promise<Ending>
  /** Tries the addresses of the person's own servers, and answers with a `ServersAnswer`. */
  readonly probe: (call: Call) => Promise<Ending>
  /**
   * Writes a key into a program's own file, as its preset wants it, and answers with an `AddedAnswer`. SECURITY: called
   * once the person has allowed it.
   */
  readonly write: (key: KeyRecord, path: string, call: Call) => Promise<Ending>
}

export const noMore: More = {
  doctor: async () => refused('failed'),
  probe: async () => refused('failed'),
  write: async () => refused('failed'),
}
