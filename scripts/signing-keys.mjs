// What electron-builder reads of certificates, notarisation and their passwords.
const key = /^(?:WIN_CSC|CSC|APPLE)_/

/**
 * Takes what packages are signed with out of an environment, which every program that is started inherits.
 * @returns {Readonly<Record<string, string>>} what was there, for the one that signs
 */
export function takeSigningKeys(environment = process.env) {
  const keys = Object.fromEntries(Object.entries(environment).filter(([name]) => key.test(name)))
  for (const name of Object.keys(keys)) delete environment[name]
  return keys
}
