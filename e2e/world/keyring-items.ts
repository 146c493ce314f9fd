import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Desktop } from './desktop.ts'

/** Where gnome-keyring keeps one of its keyrings. */
export const keyringFile = ({ home }: Desktop, name = 'login'): string =>
  path.join(home, '.local/share/keyrings', `${name}.keyring`)

/** How many items there are under keytar's attributes, in all keyrings, open or locked. Asks nobody. */
export async function countItems({ bus }: Desktop, service: string, account: string): Promise<number> {
  const found = await bus.call({
    destination: 'org.freedesktop.secrets',
    path: '/org/freedesktop/secrets',
    interface: 'org.freedesktop.Secret.Service',
    member: 'SearchItems',
    signature: 'a{ss}',
    body: [{ service, account }],
  })
  const [unlocked, locked] = found as [string[], string[]]
  return unlocked.length + locked.length
}

/** Stores an item as keytar does: in the keyring that new items go to, whatever the others have. */
export async function storeItem(
  { environment }: Desktop,
  service: string,
  account: string,
  secret: string,
): Promise<void> {
  const store = spawn(
    'secret-tool',
    ['store', '--label', `${service}/${account}`, 'service', service, 'account', account],
    { env: environment, stdio: ['pipe', 'ignore', 'inherit'] },
  )
  store.stdin.end(secret)
  const [code] = (await once(store, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`secret-tool ended with ${code}`)
}
