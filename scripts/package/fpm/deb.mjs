import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @import { Wanted } from './arguments.mjs' */
/** @import { Staged } from './stage.mjs' */

const names = { gz: 'gzip', zst: 'zstd', xz: 'xz', none: 'none' }

/**
 * The control file. Source: Debian Policy, chapter 5.
 * @param {Wanted} wanted
 * @param {number} bytes
 */
export function control(wanted, bytes) {
  const fields = {
    Package: wanted.name,
    Version: wanted.version,
    Architecture: wanted.architecture,
    Maintainer: wanted.maintainer,
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: wanted.dependencies.join(', '),
    Recommends: wanted.recommended.join(', '),
    Section: wanted.category ?? 'utils',
    Priority: wanted.priority ?? 'optional',
    Homepage: wanted.url,
    Description: [wanted.synopsis, ...wanted.paragraphs.map(line => ` ${line === '' ? '.' : line}`)].join(
      '\n',
    ),
  }
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return given.map(([name, value]) => `${name}: ${value}\n`).join('')
}

/** @param {string} root @param {readonly string[]} files */
function checksums(root, files) {
  const plain = files.filter(file => lstatSync(join(root, file)).isFile())
  const digest = (/** @type {string} */ file) =>
    createHash('md5')
      .update(readFileSync(join(root, file)))
      .digest('hex')
  return plain.map(file => `${digest(file)}  ${file}\n`).join('')
}

/**
 * Makes a .deb of what is staged.
 * @param {Wanted} wanted
 * @param {Staged & { root: string, level: number }} staged
 */
export function makeDeb(wanted, { root, files, bytes, level }) {
  const folder = join(root, 'DEBIAN')
  mkdirSync(folder)
  writeFileSync(join(folder, 'control'), control(wanted, bytes))
  writeFileSync(join(folder, 'md5sums'), checksums(root, files))
  for (const [name, script] of Object.entries({
    postinst: wanted.afterInstall,
    postrm: wanted.afterRemove,
  })) {
    if (script === undefined) continue
    copyFileSync(script, join(folder, name))
    chmodSync(join(folder, name), 0o755)
  }
  const compression = [`-Z${names[wanted.compression]}`, `-z${level}`]
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, wanted.file])
}
