import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { run, which } from '../shared/command.mjs'
import { ANY_FONT } from './system-requirements.mjs'

/** @import { Requirement } from './system-requirements.mjs' */

/** @type {NodeJS.Dict<string>} */
const architectures = { x64: 'x86-64', arm64: 'AArch64', arm: 'hard-float' }

async function loadableLibraries() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find(path => existsSync(path)) ?? 'ldconfig'
  const { code, output } = await run(ldconfig, ['-p'], { capture: true })
  if (code !== 0) return undefined
  const architecture = architectures[process.arch] ?? ''
  const lines = output.split('\n').filter(line => line.includes(architecture))
  return new Set(lines.map(line => line.trim().split(' ')[0]))
}

/** @param {string} name of its file; `ANY_FONT` stands for all */
function hasFont(name) {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts')]
  return folders.some(folder => {
    if (!existsSync(folder)) return false
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(file =>
      name === ANY_FONT ? /\.(ttf|otf|ttc)$/i.test(file) : basename(file) === name,
    )
  })
}

/**
 * Looks for what this Linux has: for files, since the names of packages differ between releases.
 * @returns {Promise<(requirement: Requirement) => boolean>}
 */
export async function inspectSystem() {
  const libraries = await loadableLibraries()
  /** @type {Record<Requirement['kind'], (name: string) => boolean>} */
  const looks = {
    library: name => libraries?.has(name) ?? true,
    program: name => which(name) !== undefined,
    header: name => existsSync(join('/usr/include', name)),
    file: existsSync,
    service: name => existsSync(join('/usr/share/dbus-1/services', `${name}.service`)),
    font: hasFont,
  }
  return ({ kind, name }) => looks[kind](name)
}

/**
 * Whether there is a screen to show a window on.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}
