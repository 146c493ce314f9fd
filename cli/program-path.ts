import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import type { Environment } from '../common/given-environment.ts'
import { Failure } from './failure.ts'

const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin'

/** Where a program is that a shell would start by this name. Throws a `Failure` as `env` has it: 127, or 126. */
export function programPath(name: string, { PATH = DEFAULT_PATH }: Environment): string {
  const isPath = /[\\/]/.test(name)
  const places = isPath ? [resolve(name)] : PATH.split(delimiter).map(folder => resolve(folder, name))
  const there = places.filter(isFile)
  const found = there.find(isExecutable)
  if (found !== undefined) return found
  const isThere = there.length > 0 || (isPath && isPresent(places[0] ?? ''))
  throw isThere
    ? new Failure('not-executable', 'not-executable', { detail: name })
    : new Failure('not-found', 'not-found', { detail: name })
}

function isPresent(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
