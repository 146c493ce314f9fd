import { lstatSync, readlinkSync, rmdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { isThere } from './owner.ts'

/** The links that make up Chromium's lock. Copying a home may turn them into files or folders, which lock nothing. */
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

/** Chromium gives the same answer whether another process has the lock or it could not be made. */
export function belongsToAnother(folder: string): boolean {
  if (process.platform === 'win32') return true
  const lock = lockOf(folder)
  return lock !== undefined && (lock.host !== hostname() || holderOf(folder) !== undefined)
}

/** The process on this computer that holds Chromium's lock, if it lives and is not this one. */
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

/** A program that cleans up temporary files may have removed the way to it. */
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
