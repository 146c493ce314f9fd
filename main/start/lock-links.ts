import { lstatSync, readlinkSync, rmdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { isThere } from './owner.ts'

/** The links that Chromium's lock is made of. What copies a home may make files or folders of them, which lock nothing. */
const NAMES = ['SingletonLock', 'SingletonSocket', 'SingletonCookie']

export const lockLinks = (folder: string): readonly string[] => NAMES.map(name => join(folder, name))

export function removeUnlessLink(path: string) {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) rmdirSync(path)
  else if (found?.isFile() === true) rmSync(path)
}

export function makeLinksIn(folder: string) {
  const paths = NAMES.map(name => join(folder, `${process.pid}.${name}`))
  try {
    for (const path of paths) symlinkSync('nowhere', path)
  } finally {
    for (const path of paths) rmSync(path, { force: true })
  }
}

/** Chromium answers alike where another owns the lock and where it could not be made. */
export function belongsToAnother(folder: string): boolean {
  if (process.platform === 'win32') return true
  const lock = lockOf(folder)
  return lock !== undefined && (lock.host !== hostname() || holderOf(folder) !== undefined)
}

/** The process on this computer that holds Chromium's lock, if it is there and another than this one. */
export function holderOf(folder: string): number | undefined {
  const { host, process: id = process.pid } = lockOf(folder) ?? {}
  return host === hostname() && id !== process.pid && isThere(id) ? id : undefined
}

function lockOf(folder: string) {
  try {
    const [, host, id] = /^(.*)-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock'))) ?? []
    return { host, process: Number(id) }
  } catch {
    return undefined
  }
}

/** What cleans the folder for temporary files may have taken the way to it. */
export function isReachable(folder: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    const socket = readlinkSync(join(folder, 'SingletonSocket'))
    const [ours, theirs] = [folder, dirname(socket)].map(each => readlinkSync(join(each, 'SingletonCookie')))
    return ours === theirs && statSync(socket).isSocket()
  } catch {
    return false
  }
}
