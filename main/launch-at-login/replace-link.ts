import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'

/** Makes a link, replacing what has its name. */
export function replaceLink(link: string, target: string) {
  makeFolder(dirname(link))
  const temporary = `${link}.${process.pid}.new`
  rmSync(temporary, { force: true })
  symlinkSync(target, temporary)
  renameSync(temporary, link)
}
