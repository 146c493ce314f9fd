/** What the keychain's process is asked. `load`: only loads keytar. */
export type Call = 'load' | 'getPassword' | 'setPassword' | 'deletePassword' | 'findCredentials'

export interface Asked {
  readonly id: number
  readonly call: Call
  readonly given: readonly string[]
}

/** The first message of the process, once it runs. */
export const READY = 'ready'

export type Value = string | boolean | null | ReadonlyArray<{ account: string; password: string }>

/** `missing`: the native module cannot be loaded. `unreadable`: its files or those that load it cannot be read. */
export type Answered =
  | { readonly id: number; readonly value: Value }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly missing: string }
  | { readonly id: number; readonly unreadable: string }
