import { realpath, stat } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Unlasting } from '../../common/asking-program.ts'
import { readable } from '../../common/readable.ts'
import { systemClock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { type Asker, askerIn, LONGEST_PATH, unknownAsker } from './asker.ts'
import { createChains, LOOK_WITHIN_MS, LOOKING } from './chains.ts'
import { inodeOf, type ListSockets, listSockets, peersIn, shared } from './peer.ts'
import { type ProcessFiles, processFiles, readStat } from './process-chain.ts'
import { type ProcessId, runs, type Seen } from './program-of.ts'
import { agesHere, runningSince } from './running-since.ts'

export interface WhoAsks {
  readonly work: Pick<FileWork, 'within'>
  /** The file that this app runs, which its commands run too. */
  readonly own: string
  readonly platform?: NodeJS.Platform
  readonly list?: ListSockets
  readonly files?: ProcessFiles
}

/** A program that `run` is about to start, as the command says. */
interface Claimed {
  readonly path: string
  readonly command: readonly string[]
}

/**
 * Finds out which program is at the other end of a connection, on Linux. Never rejects, and never says more than the
 * system does. SECURITY: it names honest programs. One that runs as the same person can make itself look like another.
 */
export function createWhoAsks({ work, own, platform = process.platform, ...its }: WhoAsks) {
  const { list = listSockets, files = processFiles } = its
  const chainOf = createChains({ work, files })
  const peers = shared(async () => peersIn(await list()))

  async function look(socket: Socket, claimed: Claimed | null): Promise<Asker> {
    const inode = platform === 'linux' ? inodeOf(socket) : undefined
    if (inode === undefined) return unknownAsker
    const peer = (await peers()).get(inode)
    if (peer === undefined) return unknownAsker
    const [command, ...all] = await chainOf(peer)
    if (command === undefined) return unknownAsker
    const isOurs = isOwn(command, own)
    // `latchkey run` carries whatever it is given: it says nothing of who asks.
    const starters = all.filter(starter => !isOwn(starter, own))
    const asker = await work.within(LOOK_WITHIN_MS, LOOKING, async () => {
      // Only our own command is believed what it is about to start.
      if (!isOurs) return whereItLies(askerIn([command, ...starters]), files)
      if (claimed === null) return whereItLies(askerIn(starters), files)
      const { path, command: words } = claimed
      const file = await realpath(path).catch(() => path)
      return whereItLies(askerIn([{ file, words, folder: command.folder, name: '' }, ...starters]), files)
    })
    // Its number may be somebody else's by now.
    return socket.destroyed ? unknownAsker : withSince(asker)
  }

  return {
    whoAsks: (socket: Socket, claimed: Claimed | null): Promise<Asker> =>
      look(socket, claimed).catch(() => unknownAsker),
    /** Whether that process is still there; also where that cannot be said. */
    lives: ({ id, started }: ProcessId): Promise<boolean> =>
      work
        .within(
          LOOK_WITHIN_MS,
          LOOKING,
          async () => readStat(await files.read(id, 'stat'))?.started === started,
        )
        .catch(() => true),
    /** Where a program lies that can be allowed for ever; undefined for a shell and its kind, and where nothing is. */
    programAt: (path: string): Promise<string | undefined> =>
      work
        .within(LOOK_WITHIN_MS, LOOKING, async () => {
          const file = await realpath(path)
          const { kind } = runs({ file, words: [file], folder: null, name: '' })
          const isProgram = kind === 'program' && (await stat(file)).isFile()
          return isProgram && whyPassing(file) === null ? file : undefined
        })
        .catch(() => undefined),
  }
}

/** The same path, however it was written, as long as something is there. */
async function whereItLies({ word, ...asker }: Asker, files: ProcessFiles): Promise<Asker> {
  const { program, process, unlasting } = asker
  if (program === null || unlasting !== null) return asker
  const began = word === undefined || process === undefined ? undefined : await folderAtStart(process, files)
  const paths = began === undefined ? [program.path] : [join(began, word ?? ''), program.path]
  const found = await Promise.all(paths.map(kept))
  const [place, another] = new Set(found.filter(one => one !== undefined))
  if (place === undefined) return { ...asker, unlasting: 'no-file' }
  // A script that goes to the folder of another of that name is not that one.
  return {
    ...asker,
    program: { ...program, path: place },
    unlasting: another === undefined ? whyPassing(place) : 'doubtful',
  }
}

/** One that is yet to be started has no process. */
function withSince(asker: Asker): Asker {
  const { process } = asker
  const since = process === undefined ? undefined : runningSince(process, agesHere(), systemClock.calendar())
  return since === undefined ? asker : { ...asker, since }
}

/** Where a path leads; undefined for what comes out of a pipe, which is something else tomorrow. */
async function kept(path: string): Promise<string | undefined> {
  try {
    const place = await realpath(path)
    const found = await stat(place)
    return (found.isFile() || found.isDirectory()) && !PASSING.test(place) ? place : undefined
  } catch {
    return undefined
  }
}

/** As whoever started it says, which is mostly a shell. Source: environ(7), "PWD". */
async function folderAtStart({ id, started }: ProcessId, files: ProcessFiles): Promise<string | undefined> {
  const [, folder] = /(?:^|\0)PWD=(\/[^\0]*)\0/.exec((await files.read(id, 'environ')) ?? '') ?? []
  return readStat(await files.read(id, 'stat'))?.started === started ? folder : undefined
}

const PASSING = /^\/(?:dev|proc)\//

/** An AppImage lies elsewhere each time that it runs. */
const MOUNT = /\/\.mount_[^/]+\//

function whyPassing(path: string): Unlasting | null {
  if (MOUNT.test(path)) return 'passing'
  return readable(path, LONGEST_PATH) === path ? null : 'unreadable'
}

const isOwn = ({ file }: Seen, own: string): boolean =>
  file !== null && file.replace(/ \(deleted\)$/, '').replace(MOUNT, '/') === own.replace(MOUNT, '/')
