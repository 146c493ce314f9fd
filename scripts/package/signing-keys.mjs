// The variables for certificates, notarisation and their passwords that electron-builder reads.
const key = /^(?:WIN_CSC|CSC|APPLE)_/

/**
 * Removes the signing keys from an environment, since every program that is started inherits it.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv} what was there, for the one that signs
 */
export function takeSigningKeys(environment = process.env) {
  const keys = Object.fromEntries(Object.entries(environment).filter(([name]) => key.test(name)))
  for (const name of Object.keys(keys)) delete environment[name]
  return keys
}
