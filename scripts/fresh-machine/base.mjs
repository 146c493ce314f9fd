import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run } from '../shared/command.mjs'
import { withLock } from '../shared/lock.mjs'
import { Problem, say } from '../shared/say.mjs'

const folder = '/var/cache/latchkey-fresh-machine'
const release = 'bookworm'
const debians = [
  `http://deb.debian.org/debian ${release}`,
  `http://deb.debian.org/debian ${release}-updates`,
  `http://deb.debian.org/debian-security ${release}-security`,
]

/**
 * Where to get this release of Debian: where this computer gets it, else from Debian.
 * @param {string} targets an address, a release and a component on each line
 */
export function chooseSources(targets) {
  const named = targets.split('\n').map(line => line.trim().split(' '))
  const own = named.filter(
    ([, of, component]) =>
      new RegExp(`^${release}(-updates|-security)?$`).test(of ?? '') && component === 'main',
  )
  const known = own.some(([, of]) => of === release)
  return known ? own.map(([address, of]) => `${address} ${of}`) : debians
}

/** apt's settings for the network, out of all its settings. @param {string} dump */
export function networkSettings(dump) {
  const lines = dump.split('\n').filter(line => /^Acquire::(https?|Retries|ForceIPv[46])\b/.test(line))
  return lines.map(line => `${line}\n`).join('')
}

/** Arguments of setpriv: what follows has mounts and processes of its own, all of which end with whoever starts it. */
export const ownNamespaces = [
  '--pdeathsig',
  'KILL',
  'unshare',
  '--mount',
  '--pid',
  '--ipc',
  '--fork',
  '--kill-child',
]

/** @param {string} command @param {readonly string[]} args */
async function ask(command, args) {
  const { code, output } = await run(command, args, { capture: true })
  return code === 0 ? output : ''
}

/** @param {string} base @param {readonly string[]} sources */
async function make(base, sources) {
  say('Making a bare Debian, which later runs take as well')
  const making = `${base}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(dirname(base), { recursive: true })
  const [mirror] = sources.find(line => line.endsWith(` ${release}`))?.split(' ') ?? []
  if (mirror === undefined) throw new Problem(`Nothing says where Debian's ${release} is to be had`)
  const options = ['--variant=minbase', '--include=ca-certificates', release, making, mirror]
  // If it is killed, its mounts are gone with it: the next run deletes what it left.
  const command = [...ownNamespaces, 'debootstrap', ...options]
  const { code, output } = await run('setpriv', command, { capture: true })
  if (code !== 0) throw new Problem(`debootstrap failed:\n${output.trim().split('\n').slice(-10).join('\n')}`)
  await writeFile(join(making, 'etc/apt/sources.list'), sources.map(line => `deb ${line} main\n`).join(''))
  const settings = networkSettings(await ask('apt-config', ['dump', 'Acquire']))
  await writeFile(join(making, 'etc/apt/apt.conf.d/90network'), settings)
  await run('chroot', [making, 'apt-get', 'clean'], { capture: true })
  await rename(making, base)
}

/** Makes a bare Debian, or uses the one that an earlier run made. @returns its folder */
export async function ensureBase() {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)'
  const targets = await ask('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
  const sources = chooseSources(targets)
  const name = createHash('sha256').update(sources.join('\n')).digest('hex').slice(0, 12)
  const base = join(folder, `${release}-${name}`)
  await withLock(`${base}.lock`, async () => {
    if (!existsSync(base)) await make(base, sources)
  })
  return base
}

/** The folder on which the machine is mounted. It is empty except for the process that has mounted it. */
export async function emptyRoom() {
  const room = join(folder, 'room')
  await mkdir(room, { recursive: true })
  return room
}
