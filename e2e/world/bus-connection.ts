import { once } from 'node:events'
import dbus from 'dbus-next'

export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}

export type IncomingCall = Omit<BusCall, 'signature' | 'destination'> & {
  readonly sender: string
  readonly body: readonly unknown[]
}

export interface BusReply {
  readonly signature: string
  readonly body: readonly unknown[]
}

/** The D-Bus name of an error. */
export interface BusRefusal {
  readonly error: string
}

export interface BusSignal {
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

export interface BusConnection {
  call(call: BusCall): Promise<readonly unknown[]>
  property(call: Pick<BusCall, 'destination' | 'path' | 'interface'> & { name: string }): Promise<unknown>
  /** Answers method calls, or never; a handler that does not know one returns null, and the next is asked. */
  serve(handler: (call: IncomingCall) => BusReply | BusRefusal | 'never' | null): void
  emit(signal: Omit<BusSignal, 'sender'> & { readonly signature: string }): void
  /** Calls the listener for each signal that a D-Bus match rule lets through. */
  listen(rule: string, listener: (signal: BusSignal) => void): Promise<void>
  own(name: string): Promise<void>
  release(name: string): Promise<void>
  close(): void
}

/** Joins the bus at this address. */
export async function connectToBus(address: string): Promise<BusConnection> {
  const bus = dbus.sessionBus({ busAddress: address })
  await once(bus, 'connect')
  // When a desktop is taken down the daemon goes first; later errors do not matter.
  bus.on('error', () => undefined)
  let isOpen = true
  const send = bus.send.bind(bus)
  // After it is disconnected the library still answers what arrives, and throws where nobody can catch it.
  bus.send = message => {
    if (isOpen) send(message)
  }
  const connection: BusConnection = {
    async call({ body = [], signature = '', ...call }) {
      const answer = await bus.call(new dbus.Message({ ...call, signature, body: [...body] }))
      return (answer?.body ?? []) as unknown[]
    },
    async property({ name, interface: owner, ...target }) {
      const [value] = await connection.call({
        ...target,
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        body: [owner, name],
      })
      return unwrap(value)
    },
    serve(handler) {
      bus.addMethodHandler((message: dbus.Message) => {
        const reply = handler({ ...asSignal(message) })
        if (reply === null) return false
        if (reply === 'never') return true
        if ('error' in reply) bus.send(Message.newError(message, reply.error, ''))
        else bus.send(dbus.Message.newMethodReturn(message, reply.signature, [...reply.body]))
        return true
      })
    },
    emit({ path: object, interface: owner, member, signature, body }) {
      bus.send(dbus.Message.newSignal(object, owner, member, signature, [...body]))
    },
    async listen(rule, listener) {
      bus.on('message', (message: dbus.Message) => {
        if (message.type === dbus.MessageType.SIGNAL) listener(asSignal(message))
      })
      await connection.call({ ...daemonObject, member: 'AddMatch', signature: 's', body: [rule] })
    },
    async own(name) {
      const reply = await bus.requestName(name, dbus.NameFlag.DO_NOT_QUEUE)
      if (reply !== dbus.RequestNameReply.PRIMARY_OWNER) throw new Error(`${name} has another owner`)
    },
    async release(name) {
      await bus.releaseName(name)
    },
    close() {
      isOpen = false
      bus.disconnect()
    },
  }
  return connection
}

// The library's types wrongly say that it takes a string instead of a message.
const { Message } = dbus as unknown as {
  readonly Message: { newError(call: dbus.Message, name: string, text: string): dbus.Message }
}

const daemonObject = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

const asSignal = (message: dbus.Message): BusSignal => ({
  sender: message.sender,
  path: message.path,
  interface: message.interface,
  member: message.member,
  body: message.body as unknown[],
})

/** Takes D-Bus variants out of a value, at any depth. */
export function unwrap(value: unknown): unknown {
  if (value instanceof dbus.Variant) return unwrap(value.value as unknown)
  if (Array.isArray(value)) return value.map(unwrap)
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unwrap(entry)]))
}

export const variant = (signature: string, value: unknown): dbus.Variant => new dbus.Variant(signature, value)

export const { DBusError } = dbus
