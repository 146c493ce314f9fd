// Apart from the contract's schemas, which the preload script does not need: a bundler cannot drop them from it.

export const namespace = 'latchkey'

/** The commands of the contract: it does not compile with one more or one less. */
export const commandNames = [
  'attach',
  'startSignIn',
  'cancelSignIn',
  'tryNow',
  'openLinkPage',
  'copyCode',
  'signOut',
  'disown',
  'keepLateClaim',
  'revokeLateClaim',
  'refreshServers',
  'openServer',
  'openAuthorizedDevices',
  'answerProxy',
  'copyUnopenedPage',
  'dismissUnopenedPage',
  'dismissNotice',
  'setLaunchAtLogin',
  'downloadUpdate',
  'closeWindow',
  'quit',
] as const

export type CommandName = (typeof commandNames)[number]

export const channel = (name: CommandName | 'snapshot') => `${namespace}:${name}` as const

/** Ends the message of a command that was refused since the person had pressed nothing for it. */
export const NO_PRESS = 'no press'
