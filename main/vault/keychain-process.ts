import type { Keychain } from './port.ts'
import { openKeytar } from './keytar.ts'
import { type Answered, type Asked, READY, type Value } from './messages.ts'
import { inNewSession } from './new-session.ts'

// This runs in the keychain's process, which ends when the process that started it says so or is gone.
process.parentPort.on('message', ({ data }) => void answer(data as Asked))
process.parentPort.postMessage(READY)

async function answer(asked: Asked) {
  const { id } = asked
  let keychain: Keychain
  try {
    keychain = await openKeytar()
  } catch (error) {
    return say(isUnreadable(error) ? { id, unreadable: String(error) } : { id, missing: String(error) })
  }
  try {
    say({ id, value: await inNewSession(() => ask(keychain, asked)) })
  } catch (error) {
    say({ id, failed: String(error) })
  }
}

/**
 * Whether keytar's own files cannot be read; libsecret does not count, since many computers lack it. The loader's
 * messages are those of glibc.
 */
const isUnreadable = (error: unknown): boolean =>
  /Cannot find module|ENOENT|EACCES|\.node: (?:cannot (?:open|read)|file too short|invalid ELF header)/.test(
    String(error),
  )

const say = (answered: Answered) => process.parentPort.postMessage(answered)

async function ask(keychain: Keychain, { call, given }: Asked): Promise<Value> {
  const [service = '', account = '', password = ''] = given
  switch (call) {
    case 'load':
      return true
    case 'getPassword':
      return keychain.getPassword(service, account)
    case 'setPassword':
      await keychain.setPassword(service, account, password)
      return true
    case 'deletePassword':
      return keychain.deletePassword(service, account)
    case 'findCredentials':
      return keychain.findCredentials(service)
  }
}
