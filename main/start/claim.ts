import { app } from 'electron'
import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { isElsewhere, screenOf, socketFolders } from './environment.ts'
import { isThere, type Owner, ownerOf } from './owner.ts'
import type { Refusal } from './refuse.ts'

/** `theirs`: the app that runs already serves this start. */
export type Claim =
  | {
      readonly kind: 'ours'
      readonly folder: string
      readonly predecessor: Owner | undefined
      readonly insteadOfTmpdir: string | undefined
    }
  | { readonly kind: 'theirs' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Claims the home for this process, as far as that can be had without a word to the person. */
export function claimHome(): Claim {
  const folder = homeFolder()
  const unusable = tryTo(() => makeFileIn(folder))
  if (unusable !== undefined) return refused({ reason: 'folder', folder, code: unusable })

  for (const path of LOCK.map(name => join(folder, name))) {
    const stays = tryTo(() => removeUnlessLink(path))
    if (stays !== undefined) return refused({ reason: 'folder', folder: path, code: stays })
  }

  const owner = ownerOf(folder)
  if (owner !== undefined && !owner.ending) {
    const { process: id, screen } = owner
    // HAZARD: Chromium kills an owner that does not answer within 20 s (process_singleton_posix.cc, `KillProcess`).
    if (owner.suspended) return refused({ reason: 'suspended', process: id })
    if (!isReachable(folder)) return refused({ reason: 'unreachable', process: id })
    if (isElsewhere(screen, screenOf(process.env))) {
      return refused({ reason: 'elsewhere', process: id, screen: screen.wayland || screen.x11 })
    }
  }

  const folders = process.platform === 'linux' ? socketFolders(process.env).filter(isUsable) : [undefined]
  for (const temporary of folders) {
    if (askWith(temporary)) {
      const given = process.env['TMPDIR'] ?? '/tmp'
      const insteadOfTmpdir = temporary === given ? undefined : temporary
      return { kind: 'ours', folder, predecessor: owner, insteadOfTmpdir }
    }
    if (belongsToAnother(folder)) return { kind: 'theirs' }
  }
  const unlinkable = tryTo(() => makeLinksIn(folder))
  return refused(
    unlinkable === undefined ? { reason: 'temporary' } : { reason: 'folder', folder, code: unlinkable },
  )
}

/** HAZARD: where this one cannot be made, Electron's `userData` is the folder of the browser Chromium. */
const homeFolder = () =>
  app.commandLine.getSwitchValue('user-data-dir') || join(app.getPath('appData'), app.getName())

const refused = (refusal: Refusal): Claim => ({ kind: 'refused', refusal })

/** Chromium takes the folder for the socket of its lock from TMPDIR. All else is to have what was given. */
function askWith(temporary: string | undefined): boolean {
  const given = process.env['TMPDIR']
  if (temporary !== undefined) process.env['TMPDIR'] = temporary
  try {
    return app.requestSingleInstanceLock()
  } finally {
    if (given === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = given
  }
}

/** Chromium answers alike where another owns the lock and where it could not be made. */
function belongsToAnother(folder: string): boolean {
  if (process.platform === 'win32') return true
  try {
    const [, host, id] = /^(.*)-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock'))) ?? []
    return host !== hostname() || (Number(id) !== process.pid && isThere(Number(id)))
  } catch {
    return false
  }
}

/** What cleans the folder for temporary files may have taken the way to it. */
function isReachable(folder: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    const socket = readlinkSync(join(folder, 'SingletonSocket'))
    const [ours, theirs] = [folder, dirname(socket)].map(each => readlinkSync(join(each, 'SingletonCookie')))
    return ours === theirs && statSync(socket).isSocket()
  } catch {
    return false
  }
}

function makeFileIn(folder: string) {
  makeFolder(folder)
  const path = join(folder, `${process.pid}.new`)
  rmSync(path, { force: true })
  closeSync(openSync(path, 'wx', 0o600))
  rmSync(path)
}

/** The links that Chromium's lock is made of. What copies a home may make files or folders of them, which lock nothing. */
const LOCK = ['SingletonLock', 'SingletonSocket', 'SingletonCookie']

function removeUnlessLink(path: string) {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) rmdirSync(path)
  else if (found?.isFile() === true) rmSync(path)
}

function makeLinksIn(folder: string) {
  const paths = LOCK.map(name => join(folder, `${process.pid}.${name}`))
  try {
    for (const path of paths) symlinkSync('nowhere', path)
  } finally {
    for (const path of paths) rmSync(path, { force: true })
  }
}

/** Chromium wants a folder there that nobody else can read, and ends where it cannot have one. */
const isUsable = (folder: string) =>
  tryTo(() => {
    const made = mkdtempSync(join(folder, 'latchkey-'))
    const { mode } = statSync(made)
    rmdirSync(made)
    if ((mode & 0o777) !== 0o700) throw new Error('Others could read it')
  }) === undefined

/** The code of the error that came of it. */
function tryTo(work: () => void): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
