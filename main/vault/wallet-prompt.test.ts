import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { createFileWork } from '../files/file-work.ts'
import { createWalletPrompt } from './wallet-prompt.ts'

let home: string
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'latchkey-wallet-'))))
afterEach(() => rm(home, { recursive: true }))

async function asks(files: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv = {}) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(home, name, '..'), { recursive: true })
    await writeFile(join(home, name), text)
  }
  const given = { HOME: home, XDG_CONFIG_DIRS: join(home, 'xdg'), ...environment }
  return createWalletPrompt(given, createFileWork(systemClock))('kdewallet')
}

const prompts = '[Wallet]\nEnabled=true\nPrompt on Open=true\n'
const own = '.config/kwalletrc'
const ofAll = 'xdg/kwalletrc'

it.each<[string, boolean, Record<string, string>, NodeJS.ProcessEnv?]>([
  ['has no settings', false, {}],
  ['says nothing of it', false, { [own]: '[Wallet]\nEnabled=true\n' }],
  ['has it switched on', true, { [own]: prompts }],
  ['has it switched off', false, { [own]: prompts.replace('Open=true', 'Open=false') }],
  ['has it switched on in another way', true, { [own]: '[Wallet]\r\nPrompt on Open = On\r\n' }],
  ['has it in another group', false, { [own]: '[Other]\nPrompt on Open=true\n' }],
  ['lets all in that comes so', false, { [own]: `${prompts}\n[Auto Allow]\nkdewallet=other,KDE System\n` }],
  ['lets others in', true, { [own]: `${prompts}\n[Auto Allow]\nkdewallet=other\n` }],
  ['lets them at another wallet', true, { [own]: `${prompts}\n[Auto Allow]\nprivate=KDE System\n` }],
  ['has denied it for ever', true, { [own]: `${prompts}\n[Auto Deny]\nkdewallet=KDE System\n` }],
  ['has it from the system', true, { [ofAll]: prompts }],
  ['has it from the system, and not fixed', true, { [ofAll]: prompts.replace('Open=', 'Open[$i]=') }],
  [
    'has it otherwise than the system',
    false,
    { [ofAll]: prompts, [own]: '[Wallet]\nPrompt on Open=false\n' },
  ],
  ['keeps its settings elsewhere', true, { 'else/kwalletrc': prompts }, { XDG_CONFIG_HOME: 'else' }],
])('asks before it lets anybody at an open wallet, or not, where KWallet %s', async (...row) => {
  const [, expected, files, { XDG_CONFIG_HOME: folder } = {}] = row
  expect(await asks(files, folder === undefined ? {} : { XDG_CONFIG_HOME: join(home, folder) })).toBe(
    expected,
  )
})

it('counts as asking nobody where its settings cannot be read', async () => {
  await mkdir(join(home, own), { recursive: true })
  expect(await asks({})).toBe(false)
})
