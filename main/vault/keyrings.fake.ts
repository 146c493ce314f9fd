import { ManualClock } from '../clock.fake.ts'
import { ANSWER_WITHIN_MS } from '../platform/session-bus/connection.ts'
import { BusError } from '../platform/session-bus/port.ts'
import { createDialogs, type Like } from './dialogs.fake.ts'
import { SERVICE } from './item-access.ts'
import { type Caller, createContents, type Item, pathOf } from './keyring-contents.fake.ts'
import { createKeytarCalls } from './keytar-calls.fake.ts'
import { createIsMissing, createSecretServiceLooks } from './locate.ts'
import type { Answered, Asked, Value } from './messages.ts'
import type { SystemKeychain } from './port.ts'
import { type Child, createKeychainProcess } from './process.ts'
import type { SecretService } from './secret-service.ts'

interface Options {
  readonly clock?: ManualClock
  readonly like?: Like
  /** Whether the person is asked before an item of an open keyring is handed out or changed. */
  readonly confirms?: boolean
  /** Whether the person is asked before an item is deleted. */
  readonly confirmsDelete?: boolean
}

const never = () => new Promise<never>(() => {})

/** How a keyring deletes: not at all, with an error; a moment after it said so; or once the person has agreed. */
export type Deleting = 'fails' | 'late' | 'asks'

/** How long what is deleted late is still there, in milliseconds. */
const LATE_MS = 700

export type Keyrings = ReturnType<typeof createKeyrings>

/**
 * A Secret Service with several keyrings, and keytar's process before it, behaving as gnome-keyring 42.1, KeePassXC
 * 2.7.4 and libsecret were seen to. A test is the person who answers the dialogs. The keyring `login` is there, open
 * and the default. For tests.
 */
export function createKeyrings({
  clock = new ManualClock(),
  like = 'gnome',
  confirms = false,
  confirmsDelete = false,
}: Options = {}) {
  const contents = createContents({ like, confirms })
  const { isLocked, isListed, isOpen, itemsOf } = contents
  const dialogs = createDialogs(like)
  let service: 'here' | 'gone' | 'silent' = 'here'
  /** The program that answers: another one after each restart. */
  let owner = 1
  let lies = false
  /** How a keyring deletes, where that is not at once. */
  const deleting = new Map<string, Deleting>()
  let refuses = false
  /** How many of the next processes get a session that is none. */
  let garbled = 0
  let overlooked = 0
  let waiting: Array<() => void> = []
  /** The calls that keytar was asked for. */
  const calls: string[] = []

  /** Deletes an item whose deletion asks nobody any more. */
  function drop(item: Item): void {
    const how = deleting.get(item.keyring)
    if (how === 'fails') throw new BusError('org.freedesktop.DBus.Error.Failed')
    const go = () => void (contents.has(item) && contents.drop(item))
    if (how === 'late') clock.at(clock.now() + LATE_MS, go)
    else go()
  }
  const asksBefore = ({ keyring }: Item) => confirmsDelete || deleting.get(keyring) === 'asks'
  const keytarCalls = createKeytarCalls({
    contents,
    dialogs,
    like,
    asksBefore,
    drop,
    lies: () => lies,
    overlooks: () => overlooked-- > 0,
  })

  /** HAZARD: libsecret never comes back from a call to a service that has ended. */
  async function answeredBy<T>(by: Caller, work: () => Promise<T>): Promise<T> {
    if (service === 'gone')
      throw new Error('The name org.freedesktop.secrets was not provided by any .service files')
    if (service === 'silent') await new Promise<void>(resolve => waiting.push(resolve))
    if (refuses) throw new Error('The keychain is out of order')
    const mine = (by.owner ??= owner)
    if (mine !== owner) throw new Error(`The name :1.${mine} was not provided by any .service files`)
    const result = await work().then(
      value => ({ value }),
      (error: Error) => ({ error }),
    )
    if (mine !== owner) return never()
    if ('error' in result) throw result.error
    return result.value
  }

  /** Starts the app: what it sees of the keyrings, until it crashes. */
  function boot() {
    const main: Caller = { alive: true, given: new Set() }
    const callers = new Set([main])
    let answering: number | undefined

    async function told<T>(answer: () => T): Promise<T> {
      if (service === 'silent')
        await new Promise<void>(resolve => clock.at(clock.now() + ANSWER_WITHIN_MS, resolve))
      if (!main.alive) return never()
      if (service !== 'here')
        throw new BusError(service === 'gone' ? 'org.freedesktop.DBus.Error.ServiceUnknown' : 'no-reply')
      if (answering !== undefined && answering !== owner) keytar.renew()
      answering = owner
      return answer()
    }

    const secrets: SecretService = {
      collection: () => told(() => contents.standard() ?? undefined),
      keyrings: () =>
        told(() =>
          contents.paths().map(path => {
            const listed = itemsOf().filter(item => item.keyring === path && isListed(item))
            return { path, locked: isLocked(path), items: listed.length }
          }),
        ),
      search: (_service, account) =>
        told(() => {
          // It would answer only once the dialog is.
          if (like === 'keepassxc' && contents.paths().every(isLocked))
            dialogs.asked.push({ about: 'unlock', silently: true })
          const found = itemsOf(account).filter(isListed)
          const paths = (open: boolean) => found.filter(item => isOpen(item) === open).map(({ path }) => path)
          return { unlocked: paths(true), locked: paths(false) }
        }),
      account: path => told(() => itemsOf().find(each => each.path === path && isOpen(each))?.account),
      remove: path =>
        told(() => {
          const item = itemsOf().find(each => each.path === path)
          if (item === undefined || !isOpen(item) || asksBefore(item)) return false
          drop(item)
          return true
        }),
    }

    function start(): Child {
      const caller: Caller = { alive: true, given: new Set(), isGarbled: garbled-- > 0 }
      callers.add(caller)
      let hear = (_answer: Answered) => {}
      let ended = () => {}
      const isAlive = () => caller.alive && main.alive
      function end() {
        if (!isAlive()) return
        caller.alive = false
        queueMicrotask(() => void (main.alive && ended()))
      }
      async function work({ id, call, given: [, account = '', text = ''] }: Asked): Promise<Answered> {
        try {
          return { id, value: await answeredBy(caller, () => done(call, account, text)) }
        } catch (error) {
          return { id, failed: String(error) }
        }
      }
      async function done(call: Asked['call'], account: string, text: string): Promise<Value> {
        if (call === 'getPassword') return keytarCalls.get(account, caller)
        if (call === 'setPassword') return keytarCalls.set(account, text, caller).then(() => true)
        if (call === 'deletePassword') return keytarCalls.remove(account, caller)
        if (call === 'load') return true
        const found = await keytarCalls.find(caller)
        // keytar reads a secret that is none, and takes its process with it.
        if (found === undefined) end()
        return found ?? never()
      }
      return {
        started: listener => queueMicrotask(listener),
        ask(question) {
          calls.push([question.call, ...question.given.slice(1)].join(' '))
          void work(question).then(answer => void (isAlive() && hear(answer)))
        },
        answered: listener => void (hear = listener),
        ended: listener => void (ended = listener),
        end,
      }
    }

    const keytar = createKeychainProcess({ start, isChanged: async () => false, clock })
    const looks = createSecretServiceLooks(secrets, SERVICE)
    const keychain: SystemKeychain = {
      ...looks,
      open: () => keytar.open(),
      isMissing: createIsMissing({ room: looks.room, isLoadable: () => keytar.isLoadable() }),
      whyLate: () => keytar.whyLate(),
      process: () => keytar.process(),
      hold: () => keytar.hold(),
      renew: () => keytar.renew(),
      stop: () => keytar.stop(),
      end: () => keytar.end(),
    }
    /** Nothing of this run happens any more. A dialog that it has put up stays. */
    function crash() {
      for (const caller of callers) caller.alive = false
    }

    return { keychain, crash }
  }

  return {
    clock,
    calls,
    boot,
    asked: dialogs.asked,
    dialogs: dialogs.about,
    mostOnScreen: dialogs.mostOnScreen,
    answer: (yes: boolean) => dialogs.answer(yes),
    /** All texts of an account, those of the newest keyring first. */
    texts: (account: string) => itemsOf(account).map(({ text }) => text),
    /** Whether nobody is asked, and everybody is answered. */
    isIdle: () => dialogs.isEmpty() && service === 'here',
    /** Puts an item where new ones go, or into another keyring, without the app. */
    put: (account: string, text: string, name?: string) =>
      void contents.put(
        account,
        text,
        name === undefined ? (contents.standard() ?? pathOf('login')) : pathOf(name),
      ),
    take: contents.take,
    make: (name: string, isDefault = false) => contents.make(name, isDefault),
    unmake: (name: string) => contents.unmake(name),
    lock: (name = 'login') => contents.setLocked(pathOf(name), true),
    unlock: (name = 'login') => contents.setLocked(pathOf(name), false),
    unlockAll: () => contents.setAllLocked(false),
    /** The service ends, and its dialogs with it. */
    end() {
      service = 'gone'
      owner++
      dialogs.clear()
      waiting = []
      contents.setAllLocked(true)
    },
    /** A service is there again; where another one has ended, all is locked. */
    start() {
      service = 'here'
      for (const go of waiting.splice(0)) go()
    },
    /** The service answers nobody, until `start`. */
    fallSilent: () => void (service = 'silent'),
    /** Whether it says that it stores what it does not. */
    setLies: (value: boolean) => void (lies = value),
    /** How a keyring deletes from here on; at once where nothing is said. */
    setDeleting: (name: string, how?: Deleting) =>
      void (how === undefined ? deleting.delete(pathOf(name)) : deleting.set(pathOf(name), how)),
    /** Whether each call to it fails, without a reason that is known. */
    setRefuses: (value: boolean) => void (refuses = value),
    /** As KWallet does it now and then: the next processes cannot make sense of what it hands out. */
    garble: (processes: number) => void (garbled = processes),
    /** As gnome-keyring does it now and then: the next calls find nothing, whatever there is. */
    overlook: (calls: number) => void (overlooked = calls),
    onLoss: contents.onLoss,
  }
}
