import { readFileSync, writeFileSync } from 'node:fs'

const FILE = '/proc/self/coredump_filter'

/**
 * Keeps a key out of core dumps of this process (core(5), "Controlling which mappings are written to the core dump").
 * Returns what gives it back what it had, since programs that are started inherit it. Only Linux has this.
 */
export function keepOutOfCoreDumps(): () => void {
  if (process.platform !== 'linux') return () => {}
  try {
    const before = readFileSync(FILE, 'utf8').trim()
    writeFileSync(FILE, '0')
    // It is read without its prefix as a decimal number.
    return () => writeFileSync(FILE, `0x${before}`)
  } catch {
    return () => {}
  }
}
