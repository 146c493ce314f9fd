// Apart from the contract's schemas, which the preload script does not need: a bundler cannot drop them from it.

export const namespace = 'latchkey'

/**
 * Every command, under its subject. Every other list of commands is made from this one, or fails to compile when it
 * differs.
 */
const commands = {
  /** What only the page asks for. */
  page: ['attach', 'fit'],
  signIn: ['start', 'cancel', 'tryNow', 'openLinkPage', 'copyCode'],
  session: ['signOut', 'signOutWithKeys', 'disown', 'refreshServers', 'openServer', 'openAuthorizedDevices'],
  keys: [
    'create',
    'cancel',
    'replace',
    'rename',
    'revoke',
    'revokeAll',
    'forget',
    'disallow',
    'show',
    'copy',
    'addresses',
    'openLinkPage',
    'copyCode',
  ],
  question: ['answer'],
  access: ['answer'],
  keychain: ['stopWaiting'],
  proxy: ['answer'],
  preferences: ['change'],
  doctor: ['examine', 'save', 'copy', 'openLog', 'showLog'],
  app: [
    'copyUnopenedPage',
    'dismissUnopenedPage',
    'dismissNotice',
    'setLaunchAtLogin',
    'reset',
    'downloadUpdate',
    'closeWindow',
    'quit',
  ],
} as const

type Subject = keyof typeof commands
type NameIn<S extends Subject> = (typeof commands)[S][number]

/** As in `signIn.start`. */
export type CommandName = { [S in Subject]: `${S}.${NameIn<S>}` }[Subject]

/** One `Each` for every command, under its subject. */
export type OfCommands<Each> = { readonly [S in Subject]: Readonly<Record<NameIn<S>, Each>> }

export function ofCommands<Each>(make: (name: CommandName) => Each): OfCommands<Each> {
  const subjects = Object.entries(commands).map(([subject, names]) => [
    subject,
    Object.fromEntries(names.map(name => [name, make(`${subject}.${name}` as CommandName)])),
  ])
  return Object.fromEntries(subjects) as OfCommands<Each>
}

export const commandNames: readonly CommandName[] = Object.entries(commands).flatMap(([subject, names]) =>
  names.map(name => `${subject}.${name}` as CommandName),
)

/** All that the window can do in which a program asks, and what no other window can. */
export const commandsOfAsks: readonly CommandName[] = ['page.attach', 'page.fit', 'access.answer']
const ofAsksAlone: readonly CommandName[] = ['page.fit', 'access.answer']
export const commandsOfMain: readonly CommandName[] = commandNames.filter(name => !ofAsksAlone.includes(name))

/** The one that belongs to a command. */
export function commandOf<Each>(all: OfCommands<Each>, command: CommandName): Each {
  const [subject, name] = command.split('.') as [Subject, never]
  return all[subject][name]
}

export const channel = (name: CommandName | 'snapshot') => `${namespace}:${name}` as const

/** Ends the error message of a command that was refused because the person had not pressed anything. */
export const NO_PRESS = 'no press'
