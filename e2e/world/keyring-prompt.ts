import { createCipheriv, createDiffieHellmanGroup, hkdfSync, randomBytes } from 'node:crypto'
import type { BusConnection, BusReply, IncomingCall } from './bus-connection.ts'
import { eventually } from './eventually.ts'

/** The dialog in which the desktop asks for the keyring's password, and the person in front of it. */
export interface KeyringPrompt {
  /** Starts to show such dialogs. Until then the Secret Service counts each as dismissed. */
  open(): Promise<void>
  /** Waits until the person is asked. */
  waitFor(): Promise<void>
  /** How many dialogs are open. */
  count(): number
  /** Types the keyring's password into the oldest open dialog. */
  answer(): Promise<void>
  /** Closes the oldest open dialog without an answer. */
  dismiss(): Promise<void>
}

interface Dialog {
  readonly destination: string
  readonly path: string
  readonly exchange: SecretExchange
}

const prompter = 'org.gnome.keyring.internal.Prompter'

/** GNOME's system prompter on this bus, as gcr-prompter is; it is not there before `open`. */
export function createKeyringPrompt(bus: BusConnection, password: string): KeyringPrompt {
  const begun = new Map<string, Dialog>()
  const asking: Dialog[] = []

  const send = async (
    { destination, path }: Dialog,
    member: string,
    body?: readonly string[],
  ): Promise<void> => {
    const [reply = '', exchange = ''] = body ?? []
    await bus.call({
      destination,
      path,
      interface: `${prompter}.Callback`,
      member,
      ...(body === undefined ? {} : { signature: 'sa{sv}s', body: [reply, {}, exchange] }),
    })
  }

  // The owner of a dialog waits for the answer to its own call before it takes one of ours.
  const later = (work: () => Promise<void>): void =>
    void setImmediate(() => void work().catch(() => undefined))

  function answer(call: IncomingCall): BusReply | null {
    if (call.interface !== prompter) return null
    const [path, , , exchange] = call.body as [string, string?, unknown?, string?]
    const key = call.sender + path
    if (call.member === 'BeginPrompting') {
      const dialog = { destination: call.sender, path, exchange: createSecretExchange() }
      begun.set(key, dialog)
      later(() => send(dialog, 'PromptReady', ['', dialog.exchange.begin()]))
    }
    const dialog = begun.get(key)
    if (dialog !== undefined && call.member === 'PerformPrompt') {
      dialog.exchange.receive(exchange ?? '')
      asking.push(dialog)
    }
    if (dialog !== undefined && call.member === 'StopPrompting') {
      begun.delete(key)
      later(() => send(dialog, 'PromptDone'))
    }
    return { signature: '', body: [] }
  }

  const oldest = (): Promise<Dialog> => eventually('a dialog of the keyring', () => asking.shift())

  bus.serve(answer)
  return {
    async open() {
      await bus.own('org.gnome.keyring.SystemPrompter')
      // A dialog goes with the daemon that asked for it.
      await bus.listen("type='signal',member='NameOwnerChanged',sender='org.freedesktop.DBus'", signal => {
        const [name, , owner] = signal.body as [string, string, string]
        if (signal.member !== 'NameOwnerChanged' || owner !== '') return
        const left = asking.filter(({ destination }) => destination !== name)
        asking.splice(0, asking.length, ...left)
      })
    },
    waitFor: async () => void (await eventually('a dialog of the keyring', () => asking.length > 0)),
    count: () => asking.length,
    async answer() {
      const dialog = await oldest()
      await send(dialog, 'PromptReady', ['yes', dialog.exchange.send(password)])
    },
    async dismiss() {
      const dialog = await oldest()
      await send(dialog, 'PromptReady', ['no', dialog.exchange.begin()])
    },
  }
}

interface SecretExchange {
  begin(): string
  receive(text: string): void
  send(secret: string): string
}

// GcrSecretExchange: Diffie-Hellman over the 1536-bit group of RFC 3526, HKDF-SHA256, AES-128-CBC, in a key file.
function createSecretExchange(): SecretExchange {
  const keys = createDiffieHellmanGroup('modp5')
  const own = keys.generateKeys('base64')
  let key = Buffer.alloc(0)
  const encode = (fields: Record<string, string>): string =>
    ['[sx-aes-1]', ...Object.entries(fields).map(([name, value]) => `${name}=${value}`), ''].join('\n')
  return {
    begin: () => encode({ public: own }),
    receive(text) {
      const peer = /^public=(.+)$/m.exec(text)?.[1]
      if (peer === undefined) throw new Error('the keyring sent no public key')
      const secret = keys.computeSecret(peer, 'base64')
      // HAZARD: gcr (3.41) hashes it as a number, without the zeros that Node puts before one in 256.
      const start = secret.findIndex(byte => byte !== 0)
      key = Buffer.from(hkdfSync('sha256', secret.subarray(start), '', '', 16))
    },
    send(secret) {
      const iv = randomBytes(16)
      const cipher = createCipheriv('aes-128-cbc', key, iv)
      const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return encode({ public: own, secret: encrypted.toString('base64'), iv: iv.toString('base64') })
    },
  }
}
