import { openKeytar } from './keytar.ts'

/**
 * The keychain in this process, for macOS and Windows: no environment variable is known to lead keytar elsewhere there,
 * and macOS may take another process for another app, and ask the person before it may read what this one stored.
 */
export const keychainHere = {
  open: openKeytar,
  isLoadable: () =>
    openKeytar().then(
      () => true,
      () => false,
    ),
  whyLate: () => undefined,
  // A call that was begun here cannot be ended.
  stop: null,
  renew() {},
  process: () => undefined,
  hold() {},
  // Node waits for keytar's threads when it ends, and one of them may hang in a keychain that does not answer.
  end: () => Promise.resolve(false),
}
