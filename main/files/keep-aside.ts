import { lstatSync, renameSync, statSync } from 'node:fs'
import { destination } from './replace-file.ts'

/** Renames a file to `.SUFFIX`, `.SUFFIX-2` … `.SUFFIX-9`; after that the last one is replaced. */
export function keepAside(link: string, suffix: string) {
  const path = leadsToFile(link) ? destination(link) : link
  const others = [2, 3, 4, 5, 6, 7, 8, 9].map(number => `${path}.${suffix}-${number}`)
  const names = [`${path}.${suffix}`, ...others]
  renameSync(path, names.find(name => lstatSync(name, { throwIfNoEntry: false }) === undefined) ?? names[8]!)
}

/** If so, the link stays and its file is renamed where it is. */
function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
