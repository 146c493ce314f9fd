import type { Keychain } from './port.ts'

/** Loads the native module when it is first needed. Rejects where libsecret is missing. */
export async function openKeytar(): Promise<Keychain> {
  const { default: keytar } = await import('keytar')
  return keytar
}
