import type { ExitName } from '../common/access.ts'
import type { Refusal } from '../common/access-answers.ts'
import type { Problem } from '../common/problems.ts'

/** Why a command failed that never came to an answer of the app. Each has its words in the catalogue. */
export const reasons = [
  'unknown-verb',
  'unknown', // an option or an argument
  'lacking', // an argument
  'value', // of an option or an argument
  'unreadable',
  'name-too-long',
  'path-too-long',
  'unnamed', // who calls cannot be seen, and no name was given
  'terminal', // the key would stay on the screen
  'homeless', // there is no home folder
  'unstarted', // the app does not start
  'older', // the app that runs does not listen to commands
  'shut', // the system does not let this command reach the app
  'silent',
  'ended', // before it had answered
  'garbled',
  'not-found',
  'not-executable',
  'run-failed',
  'interrupted',
  'unanswering', // no address of a server
  'unhealthy', // a check failed
  'output', // what was to be printed could not be
  'unpackaged', // only an installed app can install its command
  'occupied', // something that is not ours has the command's place
  'unwritable',
] as const

type OwnReason = (typeof reasons)[number]
export type Reason = OwnReason | Refusal | Problem

/** Why a command ends without having done what it was asked to. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly reason: Reason
  readonly exit: ExitName
  /** What the sentence about it names. */
  readonly detail: string
  /** What is known all the same. */
  readonly data: object

  constructor(
    reason: Reason,
    exit: ExitName,
    { detail = '', data = {} }: { detail?: string; data?: object } = {},
  ) {
    super(reason)
    this.reason = reason
    this.exit = exit
    this.detail = detail
    this.data = data
  }
}

const LONGEST_SHOWN = 100

/** The command line is wrong there. */
export function usage(reason: OwnReason, detail: string): Failure {
  const shown = detail.length > LONGEST_SHOWN ? `${detail.slice(0, LONGEST_SHOWN)}…` : detail
  return new Failure(reason, 'usage', { detail: shown })
}
