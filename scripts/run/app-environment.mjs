/**
 * Some terminals set these for their own programs; they are not meant for the app. `ELECTRON_RUN_AS_NODE` makes
 * Electron a plain Node. In `NODE_OPTIONS` an option that Electron's Node does not know ends it, and a file to load
 * first may not be there for it.
 */
const foreign = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS']

/**
 * The environment for the app: the given one without what would make Electron run something else.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.includes(name)))
}
