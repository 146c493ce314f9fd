/** What the keychain's process is asked. `load`: whether it could be asked the others. */
export type Call = 'load' | 'getPassword' | 'setPassword' | 'deletePassword'

export interface Asked {
  readonly id: number
  readonly call: Call
  readonly given: readonly string[]
}

/** `missing`: the native module cannot be loaded. */
export type Answered =
  | { readonly id: number; readonly value: string | boolean | null }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly missing: string }
