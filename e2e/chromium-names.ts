import { readFile } from 'node:fs/promises'

// What writes, what listens, what loads and starts, and who is trusted: most switches that do so say it in their names.
const telling =
  /cert|cookie|crash|debug|dir|dump|extension|file|host|ignore|inspect|insecure|key|launch|load|log|net|origin|path|pipe|plugin|port|prefix|process|profil|proxy|record|sandbox|script|secur|shell|socket|ssl|tls|test|trace|tracing|trust|user-data|web|zygote/

/**
 * What could be the name of such a switch: texts in the executable of small letters, with dashes in them. The switches of
 * Chromium and Electron are among them, and much else.
 */
export const tellingNames = async (executable: string): Promise<readonly string[]> =>
  (await namesIn(executable)).filter(name => name.length <= 50 && !name.includes('_') && telling.test(name))

/** Every such text, whatever it says. */
export async function namesIn(executable: string): Promise<readonly string[]> {
  const text = await readFile(executable, 'latin1')
  const names = [...text.matchAll(/(?<=\0)[a-z][a-z\d]*(?:[-_][a-z\d]+)+(?=\0)/g)].map(([name]) => name)
  return [...new Set(names)].toSorted()
}
