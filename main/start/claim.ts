import { app } from 'electron'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'
import { isListenedTo, knock } from './door.ts'
import { hasHome, isElsewhere, screenOf, socketFolders } from './environment.ts'
import {
  belongsToAnother,
  holderOf,
  isReachable,
  lockLinks,
  makeLinksIn,
  removeUnlessLink,
} from './lock-links.ts'
import { isThere, type Owner, ownerOf } from './owner.ts'
import { wishOf } from './wish.ts'
import type { Refusal } from './refuse.ts'

/** `theirs`: the app that is already running has served this start. */
export type Claim =
  | {
      readonly kind: 'ours'
      readonly folder: string
      readonly predecessor: Owner | undefined
      readonly insteadOfTmpdir: string | undefined
    }
  | { readonly kind: 'theirs' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Claims the home for this process. Says nothing to the person yet. */
export async function claimHome(): Promise<Claim> {
  if (process.platform === 'linux' && !hasHome(process.env)) return refused({ reason: 'home' })
  const folder = homeFolder()
  const unusable = tryTo(() => makeFileIn(folder))
  if (unusable !== undefined) return refused({ reason: 'folder', folder, code: unusable })

  for (const path of lockLinks(folder)) {
    const stays = tryTo(() => removeUnlessLink(path))
    if (stays !== undefined) return refused({ reason: 'folder', folder: path, code: stays })
  }

  const owner = ownerOf(folder)
  if (owner !== undefined && !owner.ending) {
    const { process: id, screen } = owner
    if (owner.suspended) return refused({ reason: 'suspended', process: id })
    if (isElsewhere(screen, screenOf(process.env))) {
      return refused({ reason: 'elsewhere', process: id, screen: screen.wayland || screen.x11 })
    }
  }
  const served = await askOther(folder, owner)
  if (served !== undefined) return served

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

/** HAZARD: if this folder cannot be made, Electron's `userData` is the folder of the browser Chromium. */
const homeFolder = () => join(app.getPath('appData'), app.getName())

/** What the app that is already running makes of this start; undefined if there is none. */
async function askOther(folder: string, owner: Owner | undefined): Promise<Claim | undefined> {
  if (process.platform === 'win32' || owner?.ending === true) return undefined
  // On a full disk, or in its first moments, it has the lock but no note.
  const id = owner?.process ?? holderOf(folder)
  if (id === undefined || (owner === undefined && !(await isListenedTo(folder)))) return undefined
  const lives = () => (owner === undefined ? isThere(id) : owner.lives())
  const answer = await knock(folder, wishOf(process.argv), lives, isReachable(folder))
  if (answer === 'nobody') return undefined
  return answer === 'answered' ? { kind: 'theirs' } : refused({ reason: answer, process: id })
}

const refused = (refusal: Refusal): Claim => ({ kind: 'refused', refusal })

/** Chromium puts the socket of its lock into TMPDIR. Everything else keeps the TMPDIR that was given. */
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

function makeFileIn(folder: string) {
  makeFolder(folder)
  const path = join(folder, `${process.pid}.new`)
  rmSync(path, { force: true })
  closeSync(openSync(path, 'wx', 0o600))
  rmSync(path)
}

/** Chromium makes a folder there that nobody else can read, and ends if it cannot. */
const isUsable = (folder: string) =>
  tryTo(() => {
    const made = mkdtempSync(join(folder, 'latchkey-'))
    const { mode } = statSync(made)
    rmdirSync(made)
    if ((mode & 0o777) !== 0o700) throw new Error('Others could read it')
  }) === undefined

/** The error code, if `work` fails. */
function tryTo(work: () => void): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
