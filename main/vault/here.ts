import { openKeytar } from './keytar.ts'

/**
 * The keychain in this process, as on macOS and Windows: no environment is known to lead keytar elsewhere there, and macOS
 * may take another process for another app, which has to ask the person for what this one stored.
 */
export const keychainHere = {
  open: openKeytar,
  isLoadable: () =>
    openKeytar().then(
      () => true,
      () => false,
    ),
  whyLate: () => undefined,
  // Node waits for keytar's threads when it ends, and one of them may be in a keychain that does not answer.
  end: () => Promise.resolve(false),
}
