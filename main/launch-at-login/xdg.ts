import { lstatSync, renameSync, rmSync } from 'node:fs'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'
import { keepAside } from '../files/keep-aside.ts'
import type { Found } from '../files/read-foreign.ts'
import { replaceFile } from '../files/replace-file.ts'
import { entry } from './autostart-entry.ts'
import { desktopKeys } from './desktop-keys.ts'
import { readEntry, readText, textOf } from './entry-file.ts'
import { entryLeads, names, starts } from './entry-leads.ts'
import { isOurs, isUntouched, turned, withCommand } from './entry-text.ts'
import type { LoginItem, State } from './port.ts'
import { isOffForAll, isReadAlike } from './readers.ts'
import { replaceLink } from './replace-link.ts'
import { type Desktop, isTurnedOff } from './turned-off.ts'
import { watchFile } from './watch-file.ts'

interface Entry {
  /** Where the entry is. */
  readonly path: string
  /** Where earlier releases put it: under a name that another program may use too. */
  readonly formerPath: string
  /** The folders into which a link may lead. */
  readonly within: readonly string[]
  /** The program that the entry starts, as an absolute path. */
  readonly program: string
  readonly argument: string
  /** Where a link to the program may be put, if not every desktop can start the program by its own path. */
  readonly link: string
  readonly desktop: Desktop
  readonly work: FileWork
}

/**
 * An autostart entry. We may change what a copy of Latchkey wrote; what a person wrote stays as it is, apart from the
 * line that turns it off. An entry that starts another program is never changed, nor one under the former name that
 * does not name this program. Source: freedesktop.org, Desktop Application Autostart Specification.
 */
export function desktopLoginItem(options: Entry): LoginItem {
  const { path, formerPath, within, program, argument, link, desktop, work } = options
  const isLinked = !isPlain(program)
  const command = [isLinked ? link : program, argument]
  const look = (at: string) => readEntry(at, within)
  const inTime = <T>(done: (late: AbortSignal) => Promise<T>) => work.within(PATIENCE_MS, path, done)

  async function stateOf(found: Found): Promise<State> {
    return found.kind === 'unread' ? 'unknown' : stateOfText(readText(found))
  }

  async function stateOfText(text: string): Promise<State> {
    const keys = desktopKeys(text)
    if (!isReadAlike(text)) return isOffForAll(text) ? 'off' : 'by-hand'
    if (keys.size === 0 || (await isTurnedOff(keys, desktop))) return 'off'
    const way = await entryLeads(keys, command)
    if (way === 'here') return 'on'
    if (way === 'nowhere') return 'off'
    if (isOurs(text, argument)) return 'another-copy'
    return way === 'another' ? 'another-program' : 'by-hand'
  }

  /** An unclear entry under the former name says nothing about Latchkey unless it names it. */
  async function formerState(): Promise<State> {
    const former = await look(formerPath)
    const state = await stateOf(former)
    if (state === 'unknown' || (await isForUs(readText(former)))) return state
    return state === 'by-hand' ? 'unsure' : 'off'
  }

  const isForUs = async (text: string) => isOurs(text, argument) || (await names(text, command))

  function put(text: string) {
    if (isLinked) {
      if (!isPlain(link)) throw new Error('Not every desktop can start a program in a folder of this name')
      replaceLink(link, program)
    }
    replaceFile(path, text)
  }

  async function takeOver(late: AbortSignal) {
    const former = await look(formerPath)
    const text = readText(former)
    const own = isOurs(text, argument)
    // An entry that a person wrote may be for another program with this name.
    if (!own && (!isReadAlike(text) || (await entryLeads(desktopKeys(text), command)) !== 'here')) return
    if ((await stateOf(former)) === 'another-copy') return
    const found = await look(path)
    const state = await stateOf(found)
    late.throwIfAborted()
    if (found.kind === 'nothing') renameSync(formerPath, path)
    // Unless the entry under the new name is left alone: then the former one is all that starts this program.
    else if (own && state !== 'another-program' && state !== 'unknown') rmSync(formerPath)
  }

  /** Resolves with whether an entry that a person wrote had to be moved out of the way. */
  async function turnOn(late: AbortSignal): Promise<boolean> {
    const former = await look(formerPath)
    const text = textOf(await look(path))
    await demandNoOther(text)
    const own = isOurs(text, argument)
    const isStale = own && !starts(desktopKeys(text), command)
    const shown = turned(isStale ? withCommand(text, command) : text, true)
    const then = await stateOfText(shown)
    late.throwIfAborted()
    if (isOurs(readText(former), argument)) rmSync(formerPath, { force: true })
    if (then === 'by-hand' || (then === 'on' && !own)) replaceFile(path, shown)
    else if (then === 'on') put(shown)
    else {
      const isTheirs = text.trim() !== '' && !isUntouched(text, argument)
      if (isTheirs) keepAside(path, 'kept')
      put(entry(command))
      return isTheirs
    }
    return false
  }

  async function turnOff(at: string, late: AbortSignal) {
    const text = textOf(await look(at))
    if (at === formerPath && !(await isForUs(text))) return
    await demandNoOther(text)
    const isRemovable = isUntouched(text, argument) && !isLink(at)
    if (!isRemovable && (await stateOfText(text)) === 'off') return
    const hidden = turned(text, false)
    if (!isRemovable && (await stateOfText(hidden)) !== 'off')
      throw new Error('A line of the entry that is there cannot be overruled')
    late.throwIfAborted()
    // A link's file and what a person wrote are not deleted: they say that they are off.
    if (isRemovable) rmSync(at, { force: true })
    else replaceFile(at, hidden)
  }

  async function demandNoOther(text: string) {
    if ((await stateOfText(text)) === 'another-program')
      throw new Error('The entry that is there starts another program')
  }

  return {
    state: () =>
      inTime(async () => {
        const state = await stateOf(await look(path))
        return state === 'off' ? formerState() : state
      }),
    set: on =>
      inTime(async late => {
        if (on) return turnOn(late)
        await turnOff(path, late)
        await turnOff(formerPath, late)
        rmSync(link, { force: true })
        return false
      }),
    repair: () =>
      inTime(async late => {
        await takeOver(late)
        const found = await look(path)
        const keys = desktopKeys(readText(found))
        if (!isOurs(readText(found), argument) || (await isTurnedOff(keys, desktop))) return
        const way = await entryLeads(keys, command)
        late.throwIfAborted()
        // The entry may start another copy on purpose, while this one is only being tried: the person decides.
        if (way === 'elsewhere' || way === 'another') return
        // The link may still lead to where the program was before.
        if (isLinked || !starts(keys, command)) put(withCommand(textOf(found), command))
      }),
    watch: changed => watchFile({ path, changed, work }),
  }
}

/**
 * Paths without characters that systemd, which starts the entries for KDE and others, leaves escaped or drops the whole
 * entry for (systemd-xdg-autostart-generator 252).
 */
const isPlain = (file: string) => !/["`$\\%]/.test(file)

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
