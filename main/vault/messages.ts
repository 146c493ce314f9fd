/** What the keychain's process is asked. `load`: whether it could be asked the others. */
export type Call = 'load' | 'getPassword' | 'setPassword' | 'deletePassword'

export interface Asked {
  readonly id: number
  readonly call: Call
  readonly given: readonly string[]
}

/** What the process says first, when it runs. */
export const READY = 'ready'

/** `missing`: the native module cannot be loaded. `unreadable`: neither it nor what loads it can be read. */
export type Answered =
  | { readonly id: number; readonly value: string | boolean | null }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly missing: string }
  | { readonly id: number; readonly unreadable: string }
