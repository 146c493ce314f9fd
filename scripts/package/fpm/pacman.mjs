import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @import { Wanted } from './arguments.mjs' */
/** @import { Staged } from './stage.mjs' */

/** @type {Readonly<Record<string, string>>} */
const architectures = { amd64: 'x86_64', x64: 'x86_64', arm64: 'aarch64' }
const owner = ['--uid', '0', '--gid', '0', '--uname', 'root', '--gname', 'root']
const checked = '--options=!all,use-set,type,uid,gid,mode,time,size,sha256,link'

/** @param {string} name @param {string | undefined} file */
function scriptFunction(name, file) {
  if (file === undefined) return ''
  // As fpm does: a function takes at least one command.
  return `${name}() {\n:\n${readFileSync(file, 'utf8').replace(/^#!.*\n/, '')}\n}\n`
}

/**
 * What `.PKGINFO` says. Source: the PKGBUILD(5) and makepkg of pacman 6.
 * @param {Wanted} wanted
 * @param {number} bytes
 * @param {number} builtAt in seconds
 */
export function packageInfo(wanted, bytes, builtAt) {
  return [
    `pkgname = ${wanted.name}`,
    `pkgver = ${wanted.version}-1`,
    `pkgdesc = ${wanted.synopsis}`,
    `url = ${wanted.url}`,
    `builddate = ${builtAt}`,
    `packager = ${wanted.maintainer}`,
    `size = ${bytes}`,
    `arch = ${architectures[wanted.architecture] ?? wanted.architecture}`,
    `license = ${wanted.license}`,
    ...wanted.dependencies.map(name => `depend = ${name}`),
    ...wanted.recommended.map(name => `optdepend = ${name}`),
    '',
  ].join('\n')
}

/**
 * What pacman runs. Source: fpm 1.17, templates/pacman.
 * @param {Pick<Wanted, 'afterInstall' | 'afterRemove'>} wanted
 */
export const installScript = ({ afterInstall, afterRemove }) =>
  scriptFunction('post_install', afterInstall) + scriptFunction('post_remove', afterRemove)

/**
 * Makes a pacman package of what is staged.
 * @param {Wanted} wanted
 * @param {Staged & { root: string, level: number }} staged
 */
export function makePacman(wanted, { root, bytes, level }) {
  const top = readdirSync(root).toSorted()
  writeFileSync(join(root, '.PKGINFO'), packageInfo(wanted, bytes, Math.floor(Date.now() / 1000)))
  writeFileSync(join(root, '.INSTALL'), installScript(wanted))
  const described = ['.PKGINFO', '.INSTALL', ...top]
  execFileSync('bsdtar', ['-czf', '.MTREE', '--format=mtree', ...owner, checked, ...described], { cwd: root })
  const compressed = ['--zstd', `--options=zstd:compression-level=${level}`]
  const contents = ['.PKGINFO', '.INSTALL', '.MTREE', ...top]
  execFileSync('bsdtar', ['-c', ...compressed, '-f', wanted.file, ...owner, ...contents], { cwd: root })
}
