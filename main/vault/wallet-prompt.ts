import { join } from 'node:path'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'
import { readForeign } from '../files/read-foreign.ts'

const LARGEST_BYTES = 1_048_576
/** What KWallet calls all that comes over the Secret Service (5.103, `FDO_APPID` and `KWalletD::isAuthorizedApp`). */
const CALLER = 'KDE System'

/**
 * Finds out whether KWallet asks the person before it lets programs at a wallet that is open ("Prompt when an application
 * accesses a wallet"). It tells that in its file of settings alone.
 */
export const createWalletPrompt =
  (environment: NodeJS.ProcessEnv, work: FileWork) =>
  async (wallet: string): Promise<boolean> => {
    const { HOME = '/', XDG_CONFIG_HOME, XDG_CONFIG_DIRS } = environment
    const folders = [XDG_CONFIG_HOME || join(HOME, '.config'), ...(XDG_CONFIG_DIRS || '/etc/xdg').split(':')]
    const files = await Promise.all(folders.map(folder => settingsIn(join(folder, 'kwalletrc'), work)))
    const setting = (group: string, key: string) =>
      files.map(found => found.get(`${group}\n${key}`)).find(value => value !== undefined) ?? ''
    const allowed = setting('Auto Allow', wallet).split(',')
    return /^(?:true|on|yes|1)$/i.test(setting('Wallet', 'Prompt on Open')) && !allowed.includes(CALLER)
  }

/** As KConfig writes them. What cannot be read says nothing. */
async function settingsIn(file: string, work: FileWork): Promise<ReadonlyMap<string, string>> {
  const limits = { largestBytes: LARGEST_BYTES, within: null }
  const found = await work.within(PATIENCE_MS, file, () => readForeign(file, limits)).catch(() => null)
  const settings = new Map<string, string>()
  let group = ''
  for (const line of found?.kind === 'read' ? found.bytes.toString().split('\n') : []) {
    const [, heading] = /^\s*\[(.*)\]\s*$/.exec(line) ?? []
    const [, key, value = ''] = /^\s*([^=[\s][^=[]*?)\s*(?:\[\$\w+\])?\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (heading !== undefined) group = heading
    else if (key !== undefined) settings.set(`${group}\n${key}`, value)
  }
  return settings
}
