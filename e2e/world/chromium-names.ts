import { readFile } from 'node:fs/promises'

// Parts of names by which most switches can be found that write, listen, load, start programs or change whom to trust.
const telling =
  /cert|cookie|crash|debug|dir|dump|extension|file|host|ignore|inspect|insecure|key|launch|load|log|net|origin|path|pipe|plugin|port|prefix|process|profil|proxy|record|sandbox|script|secur|shell|socket|ssl|tls|test|trace|tracing|trust|user-data|web|zygote/

/**
 * Possible names of such switches: lower-case texts with dashes in the executable. The switches of Chromium and
 * Electron are among them, and much else.
 */
export const tellingNames = async (executable: string): Promise<readonly string[]> =>
  (await namesIn(executable)).filter(name => name.length <= 50 && !name.includes('_') && telling.test(name))

/** Every such text, whatever it says. */
export async function namesIn(executable: string): Promise<readonly string[]> {
  const text = await readFile(executable, 'latin1')
  const names = [...text.matchAll(/(?<=\0)[a-z][a-z\d]*(?:[-_][a-z\d]+)+(?=\0)/g)].map(([name]) => name)
  return [...new Set(names)].toSorted()
}
