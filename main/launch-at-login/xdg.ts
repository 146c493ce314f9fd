import { lstatSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { readHead, replaceFile } from '../settings/replace-file.ts'
import { entry } from './autostart-entry.ts'
import { desktopKeys, type Keys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { leadsTo } from './leads-to.ts'
import type { LoginItem } from './login-item.ts'
import { type Desktop, isTurnedOff } from './turned-off.ts'
import { watchFile } from './watch-file.ts'

interface Entry {
  /** Where the entry lies. */
  readonly path: string
  /** Where earlier releases put it. */
  readonly formerPath: string
  /** What the entry starts, absolute. */
  readonly program: string
  readonly argument: string
  /** Where a link to a program may be put, for one with a name that not every desktop can start. */
  readonly link: string
  readonly desktop: Desktop
}

/** An autostart entry. Source: freedesktop.org, Desktop Application Autostart Specification. */
export function desktopLoginItem({ path, formerPath, program, argument, link, desktop }: Entry): LoginItem {
  const isLinked = !isPlain(program)
  const command = [isLinked ? link : program, argument]

  const isOn = (keys: Keys) => keys.size > 0 && !isTurnedOff(keys, desktop)
  const stateOf = (keys: Keys) => (isOn(keys) ? STATES[leads(keys, command)] : 'off')

  function write() {
    if (isLinked) {
      if (!isPlain(link)) throw new Error('Not every desktop can start a program in a folder of this name')
      replaceLink(link, program)
    }
    replaceFile(path, entry(command))
  }

  /** An entry under the former name that another copy wrote is that copy's. */
  function takeOver() {
    const former = read(formerPath)
    if (former.size === 0 || stateOf(former) === 'another-copy') return
    if (read(path).size === 0) renameSync(formerPath, path)
    else rmSync(formerPath)
  }

  return {
    state() {
      const state = stateOf(read(path))
      return state === 'off' && stateOf(read(formerPath)) === 'another-copy' ? 'another-copy' : state
    },
    set(on) {
      if (on) write()
      // A link stays one: what it leads to says that it is off.
      else if (isLink(path) && read(path).size > 0) replaceFile(path, `${entry(command)}Hidden=true\n`)
      else rmSync(path, { force: true })
      rmSync(formerPath, { force: true })
      if (!on || !isLinked) rmSync(link, { force: true })
    },
    repair() {
      takeOver()
      const found = read(path)
      // Another copy may be there on purpose, and this one to be looked at: the person decides.
      if (!isOn(found) || leads(found, command) === 'elsewhere') return
      // The link may lead to where the program was before.
      if (isLinked || !starts(found, command)) write()
    },
    watch: changed => watchFile(path, changed),
  }
}

/**
 * systemd, which starts the entries of KDE and others, leaves these characters escaped, or drops the whole entry
 * (systemd-xdg-autostart-generator 252).
 */
const isPlain = (file: string) => !/["`$\\%]/.test(file)

function replaceLink(link: string, target: string) {
  makeFolder(dirname(link))
  const temporary = `${link}.${process.pid}.new`
  rmSync(temporary, { force: true })
  symlinkSync(target, temporary)
  renameSync(temporary, link)
}

const STATES = { here: 'on', elsewhere: 'another-copy', nowhere: 'off' } as const

/** A run from the sources is not installed: it makes no entry, and leaves none that starts the runtime alone. */
export const sourcesLoginItem = (path: string, runtime: string): LoginItem => ({
  state: () => 'unavailable',
  set: () => {},
  repair() {
    if (commandOf(read(path))[0] === runtime) rmSync(path, { force: true })
  },
  watch: () => () => {},
})

const LARGEST_ENTRY_BYTES = 65_536

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false

function read(path: string): Keys {
  try {
    return desktopKeys(readHead(path, LARGEST_ENTRY_BYTES).toString())
  } catch {
    return new Map()
  }
}

/** Whether this very command is in it, be it behind another one such as `env`. */
function starts(keys: Keys, command: readonly string[]): boolean {
  const found = commandOf(keys).slice(-command.length)
  const [program] = command
  const needed = keys.get('TryExec') ?? program
  return needed === program && !keys.has('Path') && command.every((argument, at) => found[at] === argument)
}

/** Where the desktop gets by it. Source: Desktop Entry Specification, "Recognized desktop entry keys", `TryExec`. */
function leads(keys: Keys, command: readonly string[]): ReturnType<typeof leadsTo> {
  if (starts(keys, command)) return 'here'
  const needed = keys.get('TryExec')
  const folder = keys.get('Path')
  const [program = ''] = command
  if (folder && !isFolder(folder)) return 'nowhere'
  if (needed !== undefined && leadsTo([needed], program) === 'nowhere') return 'nowhere'
  return leadsTo(commandOf(keys), program)
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function commandOf(keys: Keys): readonly string[] {
  try {
    return execArguments(keys.get('Exec') ?? '')
  } catch {
    return []
  }
}
