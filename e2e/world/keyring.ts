import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { unwrap, variant, type BusConnection } from './bus-connection.ts'
import { eventually } from './eventually.ts'
import type { Owner } from './owner.ts'

export interface KeptSecret {
  readonly label: string
  readonly attributes: Readonly<Record<string, string>>
  readonly secret: string
}

/** The Secret Service of one desktop, seen from outside the app. */
export interface Keyring {
  /** Starts the daemon; `locked` leaves its only keyring closed, and `password: false` opens or makes none. */
  start(options?: { locked?: boolean; password?: boolean }): Promise<void>
  /** Kills the daemon; what it kept stays on disk for the next start. */
  stop(): Promise<void>
  /** Whether the daemon has ended by itself. */
  hasCrashed(): boolean
  /** Stops the daemon from answering: every call to it hangs. */
  pause(): void
  /** Lets it answer again, also what it was asked meanwhile. */
  resume(): void
  lock(): Promise<void>
  /** Opens it without a dialog, as signing in to the desktop does. An open dialog stays open. */
  unlock(): Promise<void>
  isLocked(): Promise<boolean>
  /** Makes a second, open keyring for new items. What is in the first one stays there. */
  addDefault(): Promise<void>
  /** The password under keytar's attributes, read with `secret-tool`; null if there is none. */
  find(service: string, account: string): Promise<string | null>
  /** Changes the secret of the one item under keytar's attributes, as a person can in a keyring program. */
  replace(service: string, account: string, secret: string | Buffer): Promise<void>
  clear(service: string, account: string): Promise<void>
  /** Every secret in the keyring, whoever put it there. The keyring must be unlocked. */
  all(): Promise<readonly KeptSecret[]>
}

/** What opens the keyring of a test. */
export const masterPassword = 'keyring of an end-to-end test'
const service = { destination: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets' } as const
const serviceInterface = 'org.freedesktop.Secret.Service'
const collection = '/org/freedesktop/secrets/collection/login'
const run = promisify(execFile)

/** Secrets of this desktop; the daemon is not started yet. */
export function createKeyring(
  bus: BusConnection,
  environment: NodeJS.ProcessEnv,
  owner: Owner | null = null,
): Keyring {
  let daemon: ChildProcess | null = null
  const options = { ...owner, env: environment, timeout: 5000 }

  const openSession = async (): Promise<string> => {
    const answer = await bus.call({
      ...service,
      interface: serviceInterface,
      member: 'OpenSession',
      signature: 'sv',
      body: ['plain', variant('s', '')],
    })
    return answer[1] as string
  }

  // Not with `Get`: gnome-keyring may crash over one that is the first of its connection (`main/vault/secret-service.ts`).
  const isLocked = async (): Promise<boolean> => {
    const [properties] = await bus.call({
      ...service,
      path: collection,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      body: ['org.freedesktop.Secret.Collection'],
    })
    const { Locked: locked } = unwrap(properties) as { Locked?: boolean }
    if (locked === undefined) throw new Error('the keyring says nothing of itself')
    return locked
  }

  const readItem = async (item: string, session: string): Promise<KeptSecret> => {
    const target = { destination: service.destination, path: item, interface: 'org.freedesktop.Secret.Item' }
    const [answer] = await bus.call({ ...target, member: 'GetSecret', signature: 'o', body: [session] })
    const [, , value] = answer as [string, Buffer, Buffer, string]
    return {
      label: (await bus.property({ ...target, name: 'Label' })) as string,
      attributes: (await bus.property({ ...target, name: 'Attributes' })) as Record<string, string>,
      secret: Buffer.from(value).toString(),
    }
  }

  const listItems = async (): Promise<string[]> =>
    unwrap(
      await bus.property({
        ...service,
        path: collection,
        interface: 'org.freedesktop.Secret.Collection',
        name: 'Items',
      }),
    ) as string[]

  const keyring: Keyring = {
    async start({ locked = false, password = true } = {}) {
      if (daemon !== null) throw new Error('the keyring is already running')
      const unlock = password ? ['--unlock'] : []
      daemon = spawn('gnome-keyring-daemon', ['--foreground', ...unlock, '--components=secrets'], {
        ...owner,
        env: environment,
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      daemon.stdin?.end(password ? masterPassword : '')
      if (!password) return void (await eventually('the keyring', openSession))
      await eventually('an unlocked keyring', async () => !(await isLocked()))
      if (locked) await keyring.lock()
    },
    async stop() {
      const running = daemon
      daemon = null
      if (running === null || running.exitCode !== null || running.signalCode !== null) return
      const ended = once(running, 'exit')
      running.kill('SIGKILL')
      await ended
    },
    hasCrashed: () => daemon !== null && (daemon.exitCode !== null || daemon.signalCode !== null),
    pause: () => void daemon?.kill('SIGSTOP'),
    resume: () => void daemon?.kill('SIGCONT'),
    async lock() {
      await bus.call({
        ...service,
        interface: serviceInterface,
        member: 'Lock',
        signature: 'ao',
        body: [[collection]],
      })
      if (!(await isLocked())) throw new Error('the keyring would not lock')
    },
    // The interface that GNOME's own login uses: it needs no prompt, which no one would answer here.
    async unlock() {
      await bus.call({
        ...service,
        interface: 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface',
        member: 'UnlockWithMasterPassword',
        signature: 'o(oayays)',
        body: [collection, [await openSession(), Buffer.alloc(0), Buffer.from(masterPassword), 'text/plain']],
      })
      if (await isLocked()) throw new Error('the keyring would not unlock')
    },
    isLocked,
    async addDefault() {
      const label = { 'org.freedesktop.Secret.Collection.Label': variant('s', 'second') }
      const [second] = await bus.call({
        ...service,
        interface: 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface',
        member: 'CreateWithMasterPassword',
        signature: 'a{sv}(oayays)',
        body: [label, [await openSession(), Buffer.alloc(0), Buffer.from(masterPassword), 'text/plain']],
      })
      await bus.call({
        ...service,
        interface: serviceInterface,
        member: 'SetAlias',
        signature: 'so',
        body: ['default', second],
      })
    },
    async find(name, account) {
      const lookup = run('secret-tool', ['lookup', 'service', name, 'account', account], options)
      return lookup.then(
        ({ stdout }) => stdout,
        (error: unknown) => {
          if (error instanceof Error && 'code' in error && error.code === 1) return null
          throw error
        },
      )
    },
    async replace(name, account, secret) {
      const session = await openSession()
      const [items] = await bus.call({
        ...service,
        interface: serviceInterface,
        member: 'SearchItems',
        signature: 'a{ss}',
        body: [{ service: name, account }],
      })
      const [item] = items as string[]
      if (item === undefined) throw new Error(`there is no item ${name}/${account} in the keyring`)
      await bus.call({
        destination: service.destination,
        path: item,
        interface: 'org.freedesktop.Secret.Item',
        member: 'SetSecret',
        signature: '(oayays)',
        body: [[session, Buffer.alloc(0), Buffer.from(secret), 'text/plain']],
      })
    },
    async clear(name, account) {
      await run('secret-tool', ['clear', 'service', name, 'account', account], options)
    },
    async all() {
      const session = await openSession()
      const kept = (await listItems()).map(async item => {
        try {
          return [await readItem(item, session)]
        } catch (error) {
          // The app may have deleted it since it was listed.
          if (!(await listItems()).includes(item)) return []
          throw error
        }
      })
      return (await Promise.all(kept)).flat()
    },
  }
  return keyring
}
