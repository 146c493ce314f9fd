import type { Keychain } from './calls.ts'
import { openKeytar } from './keytar.ts'
import type { Answered, Asked } from './messages.ts'

// What runs in the keychain's process. It ends when whoever started it says so, or is gone.
process.parentPort.on('message', ({ data }) => void answer(data as Asked))

async function answer(asked: Asked) {
  const { id } = asked
  let keychain: Keychain
  try {
    keychain = await openKeytar()
  } catch (error) {
    return say({ id, missing: String(error) })
  }
  try {
    say({ id, value: await ask(keychain, asked) })
  } catch (error) {
    say({ id, failed: String(error) })
  }
}

const say = (answered: Answered) => process.parentPort.postMessage(answered)

async function ask(keychain: Keychain, { call, given }: Asked): Promise<string | boolean | null> {
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
  }
}
