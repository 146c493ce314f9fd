import { run, which } from '../shared/command.mjs'
import { Problem, say } from '../shared/say.mjs'
import {
  compileRequirements,
  freshMachineRequirements,
  packagingRequirements,
  requirementsFor,
  unpackRequirements,
} from './system-requirements.mjs'
import { hasDisplay, inspectSystem } from './system-state.mjs'

/** @import { Purpose, Requirement } from './system-requirements.mjs' */
/** @typedef {'apt' | 'dnf' | 'pacman'} Manager */
/** @typedef {{ installed: boolean, reason?: string }} Outcome */

/** @type {Record<Manager, (names: string) => string>} */
const commands = {
  apt: names => `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
  dnf: names => `sudo dnf install -y ${names}`,
  pacman: names => `sudo pacman -S --needed ${names}`,
}

/** @template Name @param {readonly Name[]} names */
function unique(names) {
  return [...new Set(names)]
}

/**
 * Which package manager a system has, by the programs on it.
 * @param {(name: string) => string | undefined} find
 * @returns {Manager | undefined}
 */
export function choosePackageManager(find = which) {
  if (find('apt-get')) return 'apt'
  if (find('dnf')) return 'dnf'
  return find('pacman') ? 'pacman' : undefined
}

/**
 * What to tell a person who must install packages: one command per package manager, or only their own.
 * @param {readonly Requirement[]} missing
 * @param {Manager | undefined} manager
 */
export function installInstructions(missing, manager) {
  const names = (/** @type {Manager} */ key) =>
    unique(missing.map(requirement => [requirement[key]].flat().at(-1))).join(' ')
  const managers = manager ? [manager] : /** @type {Manager[]} */ (Object.keys(commands))
  const lines = managers.map(key => `  ${commands[key](names(key))}`)
  return [
    `Missing on this system: ${missing.map(({ name }) => name).join(', ')}.`,
    lines.length === 1
      ? 'Install with this, then run the same command again:'
      : 'Install with one of these, then run the same command again:',
    ...lines,
  ].join('\n')
}

/** @param {readonly string[]} names */
async function knownToApt(names) {
  const { output } = await run('apt-cache', ['policy', ...names], { capture: true, env: { LC_ALL: 'C' } })
  const known = new Set()
  for (const block of output.split(/\n(?=\S)/)) {
    const [title] = block.split(':')
    if (/Candidate: (?!\(none\))/.test(block)) known.add(title)
  }
  return known
}

/** @param {readonly Requirement[]} missing */
async function aptNames(missing) {
  const known = await knownToApt(missing.flatMap(({ apt }) => apt))
  const chosen = missing.flatMap(({ apt }) => apt.find(name => known.has(name)) ?? [])
  return chosen.length < missing.length ? undefined : unique(chosen)
}

function aptPrefix() {
  if (process.getuid?.() === 0) return []
  return which('sudo') ? ['sudo', '-n'] : undefined
}

/** @param {readonly string[]} prefix @param {readonly string[]} args */
async function apt(prefix, args) {
  const words = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
  const [command, ...rest] = /** @type {[string, ...string[]]} */ ([...prefix, ...words])
  return await run(command, rest, { capture: true })
}

/** @param {readonly Requirement[]} missing @returns {Promise<Outcome>} */
async function installWithApt(missing) {
  const prefix = aptPrefix()
  if (prefix === undefined) return { installed: false, reason: '' }
  if (prefix.length > 0 && (await run('sudo', ['-n', 'true'], { capture: true })).code !== 0) {
    return { installed: false, reason: '' }
  }
  let names = await aptNames(missing)
  const install = (/** @type {readonly string[]} */ names) =>
    apt(prefix, ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names])
  if (names !== undefined) {
    say(`Installing ${names.join(' ')}`)
    if ((await install(names)).code === 0) return { installed: true }
  }
  say('Refreshing the package lists')
  await apt(prefix, ['update'])
  names ??= await aptNames(missing)
  if (names === undefined) return { installed: false, reason: 'apt does not know all of these packages.' }
  say(`Installing ${names.join(' ')}`)
  const { code, output } = await install(names)
  return { installed: code === 0, reason: output.trim().split('\n').slice(-15).join('\n') }
}

/** @param {readonly Requirement[]} list */
async function missingNow(list) {
  if (process.platform !== 'linux') return []
  const has = await inspectSystem()
  return list.filter(requirement => !has(requirement))
}

/** @param {readonly Requirement[]} requirements @param {readonly Requirement[]} alsoSuggested */
async function provideNow(requirements, alsoSuggested) {
  const missing = await missingNow(requirements)
  if (missing.length === 0) return
  const manager = choosePackageManager()
  /** @type {Outcome} */
  const outcome = manager === 'apt' ? await installWithApt(missing) : { installed: false }
  const { installed, reason = '' } = outcome
  const left = installed ? await missingNow(requirements) : missing
  if (left.length === 0) return
  const suggested = await missingNow([...requirements, ...alsoSuggested])
  throw new Problem([reason, installInstructions(suggested, manager)].filter(Boolean).join('\n'))
}

let turn = Promise.resolve()

/**
 * Makes sure that Linux has these: installs them if it may, or says which command does. Calls wait for each other,
 * since a system installs one thing at a time.
 * @param {readonly Requirement[]} requirements
 * @param {readonly Requirement[]} alsoSuggested
 */
export async function provide(requirements, alsoSuggested = []) {
  // What is there waits for no installation of others.
  if ((await missingNow(requirements)).length === 0) return
  const provided = turn.then(() => provideNow(requirements, alsoSuggested))
  turn = provided.catch(() => undefined)
  await provided
}

/**
 * Makes sure that Linux has what the purpose needs: installs it if it may, or says which command does.
 * @param {Purpose} purpose
 */
export async function providePackages(purpose) {
  const requirements = requirementsFor(purpose, { hasDisplay: hasDisplay() })
  if (requirements.length > 0) await provide(requirements, [...compileRequirements, ...unpackRequirements])
}

/** Makes sure that keytar can be built from source. */
export async function provideCompiler() {
  await provide(compileRequirements)
}

/** Makes sure that the npm-carried runtime can be unpacked. */
export async function provideUnpacking() {
  await provide(unpackRequirements)
}

/** Makes sure that Linux packages can be made without electron-builder's own tools. */
export async function providePackagingTools() {
  await provide(packagingRequirements)
}

/** Makes sure that a fresh machine can be made. */
export async function provideFreshMachine() {
  await provide(freshMachineRequirements)
}
