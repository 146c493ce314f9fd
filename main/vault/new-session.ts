const MOST_TRIES = 4

/**
 * Makes a call once more where the Secret Service has refused the session for it: nothing was asked then, and each try
 * has a session of its own. HAZARD: KWallet (5.103) refuses the key that libsecret makes for one in 256.
 */
export async function inNewSession<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (tries === MOST_TRIES || !/Client public key size is invalid/.test(String(error))) throw error
    }
  }
}
