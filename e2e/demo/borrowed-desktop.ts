import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { appEnvironment } from '../../scripts/run/app-environment.mjs'

/** The person's own desktop, with a home folder for the app that is not theirs. */
export interface BorrowedDesktop {
  readonly home: string
  /** For the app: settings, caches and trusted certificates are apart; screen, bus and keychain are the person's. */
  readonly environment: NodeJS.ProcessEnv
  /** Shows an address in the person's browser; false where the desktop has no way to. */
  open(address: string): Promise<boolean>
  dispose(): Promise<void>
}

interface Options {
  /** PEM of the authority that the app shall trust. */
  readonly caPem: string
  /** Where the app's link page is opened in place of `https://plex.tv`. */
  readonly pages: string
}

const run = promisify(execFile)

/** Makes the home folder; the browser is the person's own and knows nothing of it. */
export async function borrowDesktop({ caPem, pages }: Options): Promise<BorrowedDesktop> {
  const home = await mkdtemp(path.join(tmpdir(), 'latchkey-demo-'))
  const folder = (name: string): string => path.join(home, name)
  const own = {
    HOME: home,
    XDG_CONFIG_HOME: folder('.config'),
    XDG_CACHE_HOME: folder('.cache'),
    XDG_DATA_HOME: folder('.local/share'),
    PATH: `${folder('bin')}:${process.env['PATH'] ?? ''}`,
  }
  for (const name of ['.config', '.cache', '.local/share', '.pki/nssdb', 'bin']) {
    await mkdir(folder(name), { recursive: true })
  }
  const opener = await findOpener()
  await writeFile(folder('bin/xdg-open'), openerScript(opener, Object.keys(own), pages), { mode: 0o755 })
  await writeFile(folder('ca.pem'), caPem)
  const certutil = (...rest: string[]): Promise<unknown> =>
    run('certutil', ['-d', `sql:${folder('.pki/nssdb')}`, ...rest])
  await certutil('-N', '--empty-password')
  await certutil('-A', '-t', 'C,,', '-n', 'plex.tv simulator', '-i', folder('ca.pem'))

  return {
    home,
    environment: { ...appEnvironment(process.env), ...own, ...(await screenAuthority()) },
    open: async address => {
      if (opener === undefined) return false
      return run(opener, [address], { timeout: 15_000 }).then(
        () => true,
        () => false,
      )
    },
    dispose: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  }
}

async function findOpener(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(':').filter(Boolean)
  for (const each of folders) {
    const file = path.join(each, 'xdg-open')
    if (await exists(file)) return file
  }
  return undefined
}

/** Leads plex.tv to the simulator, and gives the browser the person's own surroundings back. */
function openerScript(opener: string | undefined, changed: readonly string[], pages: string): string {
  const restored = changed.map(name => {
    const value = process.env[name]
    return value === undefined ? `unset ${name}` : `export ${name}=${quote(value)}`
  })
  return [
    '#!/bin/sh',
    'address=$1',
    `case "$address" in https://plex.tv/link*) address=${quote(pages)}"\${address#https://plex.tv}" ;; esac`,
    ...restored,
    opener === undefined ? 'exit 3' : `exec ${quote(opener)} "$address"`,
    '',
  ].join('\n')
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** X looks for the key to the screen in the home folder, unless it is told. */
async function screenAuthority(): Promise<{ XAUTHORITY?: string }> {
  const file = path.join(homedir(), '.Xauthority')
  return process.env['XAUTHORITY'] === undefined && (await exists(file)) ? { XAUTHORITY: file } : {}
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
