/**
 * Some terminals set these for programs of their own; both are for whoever is started first and not for the app.
 * `ELECTRON_RUN_AS_NODE` makes Electron a plain Node. In `NODE_OPTIONS` an option that Electron's Node does not know
 * ends it, and a file to load first may not be there for it.
 */
const foreign = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS']

/** The environment for the app: the given one without what would make Electron something else than the app. */
export function appEnvironment(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.includes(name)))
}
