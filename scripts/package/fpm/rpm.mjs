import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @import { Wanted } from './arguments.mjs' */
/** @import { Staged } from './stage.mjs' */

/** @type {Readonly<Record<string, string>>} */
const architectures = { amd64: 'x86_64', x64: 'x86_64', arm64: 'aarch64' }

const literal = (/** @type {string} */ text) => text.replaceAll('%', '%%')
const quoted = (/** @type {string} */ path) => `"/${literal(path).replaceAll('"', '""')}"`

/** @param {string} section @param {string | undefined} file */
function scriptlet(section, file) {
  return file === undefined ? [] : [`%${section}`, literal(readFileSync(file, 'utf8'))]
}

/**
 * The spec file: everything is built already, so it only lists.
 * @param {Wanted} wanted
 * @param {Omit<Staged, 'bytes'> & { root: string }} staged
 */
export function spec(wanted, { root, files, folders }) {
  // As fpm does: only folders that are declared as ours go with the package. Source: fpm 1.17, package/rpm.rb.
  const own = folders.filter(folder => wanted.owned.some(path => `/${folder}/`.startsWith(`${path}/`)))
  return [
    `Name: ${wanted.name}`,
    `Version: ${wanted.version}`,
    'Release: 1',
    `Summary: ${literal(wanted.synopsis)}`,
    `License: ${wanted.license}`,
    `URL: ${wanted.url}`,
    `Vendor: ${literal(wanted.vendor)}`,
    `Packager: ${literal(wanted.maintainer)}`,
    'AutoReqProv: no',
    ...wanted.dependencies.map(name => `Requires: ${name}`),
    ...wanted.tags,
    '%description',
    ...wanted.paragraphs.map(literal),
    '%install',
    `cp --archive --reflink=auto '${root}/.' %{buildroot}/`,
    '%files',
    '%defattr(-,root,root,-)',
    ...own.map(folder => `%dir ${quoted(folder)}`),
    ...files.map(quoted),
    ...scriptlet('post', wanted.afterInstall),
    ...scriptlet('postun', wanted.afterRemove),
    '',
  ].join('\n')
}

/**
 * Makes an .rpm of what is staged.
 * @param {Wanted} wanted
 * @param {Staged & { root: string, level: number, work: string }} staged
 */
export function makeRpm(wanted, { level, work, ...staged }) {
  const specFile = join(work, 'package.spec')
  const made = join(work, 'made')
  writeFileSync(specFile, spec(wanted, staged))
  const macros = {
    _topdir: join(work, 'rpmbuild'),
    _rpmdir: made,
    _build_id_links: 'none',
    _binary_payload: `w${level}.gzdio`,
    __os_install_post: '%{nil}',
    debug_package: '%{nil}',
  }
  const target = `${architectures[wanted.architecture] ?? wanted.architecture}-unknown-linux`
  const defined = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`])
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', target, ...defined, specFile])
  const file = readdirSync(made, { recursive: true, encoding: 'utf8' }).find(name => name.endsWith('.rpm'))
  if (file === undefined) throw new Error('rpmbuild made no package')
  copyFileSync(join(made, file), wanted.file)
}
