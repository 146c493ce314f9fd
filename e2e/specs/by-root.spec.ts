import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { makeAllPackages } from '../world/all-packages.ts'
import { type ComputerCopy, copyComputer } from '../world/computer-copy.ts'
import { hunter } from '../world/hunter.ts'
import { repository } from '../world/runtime.ts'
import { expect, test as base } from '../world/test.ts'
import { startWithoutNamespaces } from '../world/without-namespaces.ts'

const run = promisify(execFile)

const kinds = ['deb', 'rpm', 'pacman'] as const
type Kind = (typeof kinds)[number]

/** What root types. Dependencies are not what is looked at; Debian's rpm would rather not be used there. */
const commands: Readonly<Record<Kind, Readonly<Record<'install' | 'upgrade' | 'remove', string>>>> = {
  deb: { install: 'dpkg --force-depends -i', upgrade: 'dpkg --force-depends -i', remove: 'dpkg --purge' },
  rpm: {
    install: 'rpm --force-debian --nodeps --install',
    upgrade: 'rpm --force-debian --nodeps --upgrade --replacepkgs',
    remove: 'rpm --force-debian --erase',
  },
  pacman: {
    install: 'pacman --upgrade -dd --noconfirm',
    upgrade: 'pacman --upgrade -dd --noconfirm',
    remove: 'pacman --remove --noconfirm',
  },
}

const test = base.extend<{ root: ComputerCopy }, { packages: string }>({
  /** A folder with the three packages, each named after its kind, and with others that tests make. */
  packages: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const { files } = await makeAllPackages()
      const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-packages-'))
      for (const kind of kinds) await copyFile(files[kind] ?? kind, path.join(folder, `latchkey.${kind}`))
      await use(folder)
      await rm(folder, { recursive: true })
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  root: async ({ packages }, use) => {
    const copy = await copyComputer(packages)
    await use(copy)
    await copy.dispose()
  },
})

interface Other {
  readonly name: string
  /** What is in it: a file. */
  readonly file: string
}

/** Makes an older package; returns where it is for the copy of this computer. */
async function makeOther(folder: string, kind: Kind, { name, file }: Other): Promise<string> {
  const tree = await mkdtemp(path.join(folder, 'tree-'))
  await mkdir(path.dirname(path.join(tree, file)), { recursive: true })
  await writeFile(path.join(tree, file), '#!/bin/sh\n', { mode: 0o755 })
  const made = `${name}-other.${kind}`
  const options = {
    s: 'dir',
    t: kind,
    '-package': path.join(folder, made),
    '-name': name,
    '-version': '0',
    '-architecture': 'amd64',
    '-maintainer': 'nobody',
    '-vendor': 'nobody',
    '-url': 'https://latchkey.invalid/',
    '-license': 'MIT',
    '-description': 'Not Latchkey',
    ...(kind === 'rpm' ? { '-rpm-summary': 'Not Latchkey' } : {}),
    ...(kind === 'deb' ? { '-deb-compression': 'gz' } : {}),
  }
  const args = Object.entries(options).flatMap(([option, value]) => [`-${option}`, value])
  await run(process.execPath, ['scripts/package/fpm/fpm.mjs', ...args, `${tree}/=/`], { cwd: repository })
  return `/mnt/${made}`
}

const entry = 'app.latchkey.latchkey.desktop'
const exec = 'Exec="/opt/Latchkey/latchkey" "--hidden"'

/** People of that computer, and what each has put where "Start at login" puts its entry. */
const people: Readonly<Record<string, string>> = {
  mallory: `truncate --size 2G ${entry}; truncate --size 2G latchkey.desktop`,
  racer: `printf '[Desktop Entry]\n${exec}\n' >${entry}`,
  ada: `printf '[Desktop Entry]\nType=Application\n${exec}\n' | tee latchkey.desktop >${entry}`,
  pipes: `mkfifo ${entry} latchkey.desktop`,
  links: `ln -s /etc/shadow ${entry}; ln -s /etc/passwd latchkey.desktop`,
  folders: `mkdir -p ${entry}/latchkey.desktop latchkey.desktop`,
}

/** What nobody’s package has, where Latchkey’s or an earlier one’s could have been. */
const ofOthers = [
  '/etc/apparmor.d/latchkey',
  '/etc/apparmor.d/local/latchkey',
  '/usr/local/bin/latchkey',
  `/etc/xdg/autostart/${entry}`,
  '/var/cache/apparmor/26b63962.0/latchkey',
]

async function settle(root: ComputerCopy): Promise<void> {
  for (const [index, [name, entries]] of Object.entries(people).entries()) {
    await root.run(
      `useradd --create-home --uid ${54_000 + index} ${name}; cd /home/${name} && mkdir -p .config/autostart && cd .config/autostart && ${entries}; chown -Rh ${name} /home/${name}`,
    )
  }
  for (const file of ofOthers)
    await root.run(`mkdir -p "$(dirname ${file})" && echo "the administrator's" >${file}`)
  await root.run(
    `cat >/root/hunter <<'END'\n${hunter}\nEND\nchmod 755 /root; touch /tmp/caught; chmod 666 /tmp/caught`,
  )
  const hunting = { 54_000: '/home/mallory', 54_001: '/home/racer/.config', 65_534: '/tmp' }
  for (const [uid, config] of Object.entries(hunting))
    root.start(`setpriv --reuid=${uid} --regid=${uid} --clear-groups perl /root/hunter ${config} /tmp/caught`)
}

/** What is in the homes and of others: each file’s kind, owner, mode, size, place on the disk and last change. */
async function seen(root: ComputerCopy): Promise<string> {
  const homes = Object.keys(people).filter(name => name !== 'racer')
  const places = [...homes.map(name => `/home/${name}/.config`), ...ofOthers].join(' ')
  return (await root.run(`find ${places} -printf '%p %y %U %m %s %i %C@ %l\\n' | sort`)).output
}

test.describe.configure({ timeout: 240_000 })

test('keys that somebody pushed into root’s terminal are seen there', async ({ root }) => {
  const push = String.raw`perl -e 'ioctl STDIN, 0x5412, my $key = $_ for split //, "id\n"'`
  expect(await root.runInTerminal(push)).toMatchObject({ typed: true })
  expect(await root.runInTerminal('true')).toMatchObject({ typed: false, code: 0 })
})

for (const kind of kinds) {
  test(`a ${kind} that root installs, upgrades and removes starts nothing as others, and leaves theirs alone`, async ({
    root,
  }) => {
    await settle(root)
    const before = await seen(root)
    expect(before.split('\n').length).toBeGreaterThan(20)
    const own = `/mnt/latchkey.${kind}`
    const { install, upgrade, remove } = commands[kind]
    const steps = [
      ['an installation', `${install} ${own}`],
      ['an upgrade', `${upgrade} ${own}`],
      ['a removal', `${remove} latchkey`],
    ] as const
    for (const [what, command] of steps) {
      const { code, typed, output } = await root.runInTerminal(command)
      const caught = (await root.run('cat /tmp/caught')).output
      expect({ what, code, typed, caught, output: code === 0 ? '' : output }).toEqual({
        what,
        code: 0,
        typed: false,
        caught: '',
        output: '',
      })
      expect(await seen(root), what).toBe(before)
    }
    const { output: left } = await root.run(
      'find /usr /opt -iname "*latchkey*" -not -path "/usr/local/*" 2>/dev/null',
    )
    expect(left).toBe('')
  })
}

for (const kind of kinds) {
  test(`a ${kind} is refused where another package has a file of its own`, async ({ packages, root }) => {
    const { install } = commands[kind]
    const other = await makeOther(packages, kind, { name: 'other', file: 'usr/bin/latchkey' })
    expect(await root.run(`${install} ${other}`)).toMatchObject({ code: 0 })
    const before = await root.run('sha256sum /usr/bin/latchkey')
    const { code, output } = await root.run(`${install} /mnt/latchkey.${kind}`)
    expect({ isRefused: code !== 0, output }).toEqual({
      isRefused: true,
      output: expect.stringContaining('/usr/bin/latchkey') as unknown,
    })
    expect(await root.run('sha256sum /usr/bin/latchkey')).toEqual(before)
    expect((await root.run('ls -d /opt/Latchkey')).code).not.toBe(0)
  })
}

test('what an administrator decided of its files stays through an upgrade and a removal', async ({
  root,
}) => {
  const { install, remove } = commands.deb
  await root.run('dpkg-statoverride --add root root 0755 /opt/Latchkey/chrome-sandbox')
  await root.run(
    'echo mine >/usr/bin/latchkey; dpkg-divert --local --divert /usr/bin/latchkey.deb --add /usr/bin/latchkey',
  )
  const state = async () =>
    (await root.run('cat /usr/bin/latchkey; stat --format %a /opt/Latchkey/chrome-sandbox')).output
  for (const step of ['install', 'upgrade']) {
    expect(await root.run(`${install} /mnt/latchkey.deb`), step).toMatchObject({ code: 0 })
    expect(await state(), step).toBe('mine\n755\n')
  }
  await root.run(`${remove} latchkey`)
  expect(await state()).toMatch(/^mine\nstat: /)
})

test('has its sandbox where ordinary users can make no user namespaces', async ({ root }) => {
  expect(await root.run(`${commands.deb.install} /mnt/latchkey.deb`)).toMatchObject({ code: 0 })
  expect((await root.run(startWithoutNamespaces)).output).toBe('pid of its own\nnet of its own\nno files\n')
})
