import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Environment } from '../../common/given-environment.ts'
import { commandFile, MARK } from '../command-file.ts'
import { Failure } from '../failure.ts'
import { whole } from '../line-breaks.ts'
import { windowsCommand } from '../windows-command.ts'
import { codeOf } from '../output.ts'
import { ownAppImage } from '../start-app.ts'
import type { Work } from '../surroundings.ts'

/** Puts the command where shells look for programs of one person. */
export const installCommand: Work = async ({ given, program, packaged, text }) => {
  if (!packaged) throw new Failure('unpackaged', 'failed')
  const { PATH = '' } = given
  const there = ownCommand(program, PATH)
  if (there !== undefined) {
    return {
      data: { path: there, made: false, onPath: true },
      text: text('cli.installed.already', { path: whole(there) }),
    }
  }
  const { path, content } =
    process.platform === 'win32'
      ? windowsCommand(program, given)
      : {
          path: join(homeIn(given), '.local/bin/latchkey'),
          content: commandFile(ownAppImage(given, program) ?? program),
        }
  place(path, content)
  const folder = dirname(path)
  const onPath = PATH.split(delimiter).includes(folder)
  const lines = [
    text('cli.installed.made', { path: whole(path) }),
    ...(onPath ? [] : [text('cli.installed.path', { folder: whole(folder) })]),
  ]
  return { data: { path, made: true, onPath }, text: lines.join('\n') }
}

/** A job of the system may have none; what is written must not land in whichever folder it is in. */
function homeIn({ HOME = '' }: Environment): string {
  if (isAbsolute(HOME)) return HOME
  throw new Failure('homeless', 'failed')
}

/** The command that a package has installed, if it starts this program. */
function ownCommand(program: string, path: string): string | undefined {
  const beside = join(dirname(program), 'latchkey')
  return path
    .split(delimiter)
    .map(folder => join(folder, 'latchkey'))
    .find(candidate => {
      try {
        return realpathSync(candidate) === realpathSync(beside)
      } catch {
        return false
      }
    })
}

function place(path: string, content: string) {
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (!isOurs(path)) throw new Failure('occupied', 'failed', { detail: path })
    const made = `${path}.${process.pid}.new`
    writeFileSync(made, content, { mode: 0o755, flag: 'wx' })
    chmodSync(made, 0o755)
    renameSync(made, path)
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure('unwritable', 'failed', { detail: `${path} (${codeOf(error)})` })
  }
}

/** Whether there is nothing, or a file that we made. */
function isOurs(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found === undefined || (found.isFile() && readFileSync(path, 'utf8').includes(MARK))
}
