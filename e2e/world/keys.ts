import type { Simulator } from '../../simulator/server.ts'
import type { Locator, Page } from 'playwright'
import { expect } from 'playwright/test'
import type { Keyring } from './keyring.ts'
import type { Tray } from './tray.ts'
import type { AppWindow } from './window.ts'

/** What a person does with the keys of programs in the window. Begins where the window shows who is signed in. */
export interface KeysWindow {
  page(): Promise<Page>
  /** Opens the list: by the window where it has a way to it, else by the tray. */
  open(): Promise<void>
  /** Fills in the form for a new key, and presses Create. */
  create(name: string, chosen?: { preset?: string; server?: string }): Promise<void>
  /** As `create`, and waits for the key's own page. */
  make(name: string, chosen?: { preset?: string; server?: string }): Promise<void>
  /** From the key's own page back to the list. */
  done(): Promise<void>
  /** Presses "Show", and reads the key. */
  show(): Promise<string>
  row(name: string): Promise<Locator>
  revoke(name: string): Promise<void>
}

/** The token of each program's key that lives at plex.tv, by the program's name. */
export function keysAtPlex(simulator: Simulator): Record<string, string> {
  const [account] = simulator.accounts()
  const devices = simulator.devices(account!).filter(({ product }) => product !== 'Latchkey')
  const alive = new Set(aliveTokens(simulator))
  return Object.fromEntries(
    devices.filter(({ token }) => alive.has(token)).map(({ product, token }) => [product, token]),
  )
}

export const aliveTokens = (simulator: Simulator): string[] =>
  simulator.tokens().flatMap(({ token, alive }) => (alive ? [token] : []))

/** The account of the item of the one key that a keychain has. */
export async function keyAccount(keychain: Keyring): Promise<string> {
  const accounts = (await keychain.all()).map(({ attributes }) => attributes['account'] ?? '')
  const [account, ...others] = accounts.filter(name => name.startsWith('key:'))
  if (account === undefined || others.length > 0) throw new Error('There is not one key in the keychain')
  return account
}

/** The tokens of keys in a keychain. */
export const keyTokens = async (keychain: Keyring): Promise<string[]> =>
  (await keychain.all()).flatMap(({ attributes, secret }) =>
    attributes['account']?.startsWith('key:') === true ? [secret] : [],
  )

export function keysIn(window: AppWindow, tray: Tray): KeysWindow {
  const at = async (id: string) => (await window.page()).getByTestId(id)
  const keys: KeysWindow = {
    page: () => window.page(),
    async open() {
      const way = await at('open-keys')
      if (await way.isVisible()) await way.click()
      else await tray.click('Keys…')
      await expect(await at('keys')).toBeVisible()
    },
    async create(name, { preset, server } = {}) {
      const page = await window.page()
      await page.getByTestId('new-key').click()
      await page.getByTestId('key-name').fill(name)
      if (preset !== undefined) await page.getByTestId('key-program').selectOption({ label: preset })
      if (server !== undefined) await page.getByTestId('key-server').selectOption({ label: server })
      await page.getByTestId('create-key').click()
    },
    async make(name, chosen) {
      await keys.create(name, chosen)
      await expect(await at('key-page')).toBeVisible()
    },
    done: async () => (await at('back')).click(),
    async show() {
      await (await at('show-key')).click()
      const secret = await at('key-secret')
      await expect(secret).toHaveText(/[\w-]{20}/)
      return (await secret.innerText()).trim()
    },
    row: async name => (await at('key')).and((await window.page()).locator(`[data-name="${name}"]`)),
    async revoke(name) {
      const row = await keys.row(name)
      await row.getByTestId('revoke-key').click()
      await row.getByTestId('confirm-revoke').click()
    },
  }
  return keys
}
