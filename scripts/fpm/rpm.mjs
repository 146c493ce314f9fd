import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const architectures = { amd64: 'x86_64', x64: 'x86_64', arm64: 'aarch64' }

const literal = text => text.replaceAll('%', '%%')
const quoted = path => `"/${literal(path).replaceAll('"', '""')}"`

function scriptlet(section, file) {
  return file === undefined ? [] : [`%${section}`, literal(readFileSync(file, 'utf8'))]
}

/** The spec file: everything is built already, so it only lists. */
export function spec(wanted, { root, files, folders }) {
  // As fpm does: a folder that nobody said is ours stays when the package goes. Source: fpm 1.17, package/rpm.rb.
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

/** Makes an .rpm of what is staged. */
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
  const file = readdirSync(made, { recursive: true }).find(name => name.endsWith('.rpm'))
  copyFileSync(join(made, file), wanted.file)
}
