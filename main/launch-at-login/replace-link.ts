import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'

/** Makes a link, in the place of what is there under its name. */
export function replaceLink(link: string, target: string) {
  makeFolder(dirname(link))
  const temporary = `${link}.${process.pid}.new`
  rmSync(temporary, { force: true })
  symlinkSync(target, temporary)
  renameSync(temporary, link)
}
