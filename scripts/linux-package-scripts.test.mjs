import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root as project } from './paths.mjs'

let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-scripts-'))
  write('opt/Latchkey/chrome-sandbox', '', 0o755)
  write('opt/Latchkey/resources/apparmor-profile', 'a profile')
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  mkdirSync(join(root, 'etc/apparmor.d'), { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

function write(file, text, mode = 0o644) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text, { mode })
}

const tool = (name, text) =>
  write(`tools/${name}`, `#!/bin/sh\necho ${name} "$@" >>${root}/calls\n${text}\n`, 0o755)

/**
 * Runs a script as a package manager does, on a system below `root` whose tools answer as said. `programs`: shell
 * scripts in the place of others.
 */
function run(
  script,
  args,
  {
    namespaces = true,
    appArmor = false,
    loads = appArmor,
    chroot = [],
    missing = [],
    people = [],
    programs = {},
  } = {},
) {
  const tools = {
    setpriv: namespaces,
    apparmor_status: appArmor,
    apparmor_parser: loads,
    'update-desktop-database': true,
    ischroot: chroot.includes('ischroot'),
    'systemd-detect-virt': chroot.includes('systemd-detect-virt'),
  }
  for (const [name, works] of Object.entries(tools)) {
    // As where there is no such program: said by the shell, on the same channel.
    const code = missing.includes(name) ? 127 : works ? 0 : 1
    tool(name, code === 0 ? 'exit' : `echo "${name} did not" >&2; exit ${code}`)
  }
  for (const [name, text] of Object.entries(programs)) tool(name, text)
  tool('getent', `cat ${root}/passwd`)
  write(
    'passwd',
    people.map(({ name, uid, home }) => `${name}:x:${uid}:${uid}:A, B:${home}:/bin/sh\n`).join(''),
  )
  const text = readFileSync(join(project, 'build', 'linux', script), 'utf8')
  const places = /\/(opt\/Latchkey|etc\/apparmor\.d|usr\/bin\/\w+|var\/cache\/apparmor)/g
  write('script', text.replaceAll(places, `${root}/$1`))
  const { status, stdout, stderr } = spawnSync('sh', [join(root, 'script'), ...args], {
    encoding: 'utf8',
    env: { PATH: `${join(root, 'tools')}:/usr/bin:/bin` },
  })
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' })
}

const calls = () => readFileSync(join(root, 'calls'), 'utf8')
const mode = () => (statSync(join(root, 'opt/Latchkey/chrome-sandbox')).mode & 0o7777).toString(8)
const link = join('usr', 'bin', 'latchkey')
const profile = join('etc', 'apparmor.d', 'latchkey')
const cached = join('var', 'cache', 'apparmor', '26b63962.0', 'latchkey')

describe('after it is installed', () => {
  test.each([
    [true, '755'],
    [false, '4755'],
  ])('the sandbox helper is setuid where ordinary users have no namespaces: %s', (namespaces, expected) => {
    run('after-install.sh', ['configure'], { namespaces })
    expect(mode()).toBe(expected)
    expect(calls()).toContain(
      'setpriv --reuid=65534 --regid=65534 --clear-groups unshare --user --map-root-user true\n',
    )
  })

  test('it is found by its name', () => {
    run('after-install.sh', ['configure'])
    expect(readlinkSync(join(root, link))).toBe(join(root, 'opt/Latchkey/latchkey'))
  })

  describe('its profile', () => {
    const install = options => run('after-install.sh', ['configure'], options)
    const found = () => [existsSync(join(root, profile)), calls().includes('apparmor_parser --replace')]

    test.each([
      ['is loaded where AppArmor is on', { appArmor: true }, true],
      ['waits for the next start where AppArmor is off', {}, false],
      ['waits for it where nothing of AppArmor is there to ask', { missing: ['apparmor_status'] }, false],
      ['stays where it cannot be loaded', { appArmor: true, loads: false }, true],
      ['waits for it in a chroot, as Debian knows one', { appArmor: true, chroot: ['ischroot'] }, false],
      [
        'waits for it in a chroot, as systemd knows one',
        { appArmor: true, chroot: ['systemd-detect-virt'], missing: ['ischroot'] },
        false,
      ],
    ])('is there where AppArmor understands it, and %s', (_what, options, loaded) => {
      write('etc/apparmor.d/abi/4.0', '')
      install(options)
      expect(found()).toEqual([true, loaded])
      expect(readFileSync(join(root, profile), 'utf8')).toBe('a profile')
    })

    test('is not there where AppArmor is older than what it refers to', () => {
      write('etc/apparmor.d/abi/3.0', '')
      install({ appArmor: true })
      expect(found()).toEqual([false, false])
      expect(readFileSync(join(project, 'build/linux/apparmor-profile'), 'utf8')).toContain(
        '\nabi <abi/4.0>,\n',
      )
    })

    test('is not there where there is no AppArmor', () => {
      rmSync(join(root, 'etc/apparmor.d'), { recursive: true })
      install()
      expect(existsSync(join(root, 'etc/apparmor.d'))).toBe(false)
    })

    test('holds nothing up where it cannot be written', () => {
      write('etc/apparmor.d/abi/4.0', '')
      mkdirSync(join(root, profile, 'apparmor-profile'), { recursive: true })
      install({ appArmor: true })
      expect(calls()).not.toContain('apparmor_parser')
      expect(calls()).toContain('update-desktop-database')
    })
  })

  test('the sandbox helper is setuid in a chroot, whatever the kernel of its builder allows', () => {
    run('after-install.sh', ['configure'], { namespaces: true, chroot: ['ischroot'] })
    expect([mode(), calls().includes('setpriv')]).toEqual(['4755', false])
  })
})

describe('after it is removed', () => {
  beforeEach(() => {
    write('etc/apparmor.d/abi/4.0', '')
    run('after-install.sh', ['configure'], { appArmor: true })
    write(cached, 'compiled')
  })
  // The link leads nowhere here, so that only lstat sees it.
  const left = () =>
    [link, profile, cached].filter(file => lstatSync(join(root, file), { throwIfNoEntry: false }))

  test.each([['remove'], ['purge'], ['0'], ['1.0.0-1']])('nothing is left, whoever says it: %s', argument => {
    run('after-remove.sh', [argument], { appArmor: true })
    expect(left()).toEqual([])
    expect(calls()).toContain(`apparmor_parser --remove ${join(root, profile)}\n`)
  })

  test.each([['upgrade'], ['failed-upgrade'], ['abort-install'], ['abort-upgrade'], ['disappear'], ['1']])(
    'an upgrade keeps what the next version has made: %s',
    argument => {
      run('after-remove.sh', [argument], { appArmor: true })
      expect(left()).toEqual([link, profile, cached])
    },
  )

  describe('"Start at login"', () => {
    const entries = ['app.latchkey.latchkey.desktop', 'latchkey.desktop'].map(
      name => `home/ada lovelace/.config/autostart/${name}`,
    )
    const [entry] = entries
    const ada = () => ({ name: 'ada', uid: 1815, home: join(root, 'home/ada lovelace') })
    // Runs what it is given, as whoever this is.
    const becomes = 'while [ "${1#--}" != "$1" ]; do shift; done\nexec "$@"'
    const exec = program => `[Desktop Entry]\nExec="${program}" "--hidden"\n`
    function remove(argument, people = [ada()]) {
      run('after-remove.sh', [argument], { people, programs: { setpriv: becomes } })
    }

    test('goes with it, also under its former name, as the person whose it is', () => {
      for (const each of entries) write(each, exec(join(root, 'opt/Latchkey/latchkey')))
      remove('remove')
      expect(entries.filter(each => existsSync(join(root, each)))).toEqual([])
      expect(readFileSync(join(root, 'calls'), 'utf8')).toContain(
        'setpriv --reuid=1815 --regid=1815 --clear-groups sh',
      )
    })

    test.each([
      ['it starts another Latchkey', 'remove', () => exec('/home/ada/Latchkey.AppImage')],
      ['the next version is there', 'upgrade', () => exec(join(root, 'opt/Latchkey/latchkey'))],
    ])('stays where %s', (_where, argument, text) => {
      write(entry, text())
      remove(argument)
      expect(existsSync(join(root, entry))).toBe(true)
    })

    test('is looked for at everybody, though one home is on a server that does not answer', () => {
      write(entry, exec(join(root, 'opt/Latchkey/latchkey')))
      // It ends when it is killed, or so late that the test has failed.
      const waits = `[ "$1" != --reuid=3 ] || { trap '' TERM; sleep 7; exit; }`
      const far = { name: 'far', uid: 3, home: '/net/far' }
      run('after-remove.sh', ['remove'], {
        people: [far, ada()],
        programs: {
          setpriv: `${waits}\n${becomes}`,
          timeout: 'signal=$1; shift 2; exec /usr/bin/timeout "$signal" 0.1 "$@"',
        },
      })
      expect(existsSync(join(root, entry))).toBe(false)
      expect(calls()).toContain('timeout --signal=KILL 5 setpriv --reuid=3 ')
    })

    test('is looked for at everybody, whatever stands in the way at one', () => {
      write(entry, exec(join(root, 'opt/Latchkey/latchkey')))
      mkdirSync(join(root, 'home/pipes/.config/autostart'), { recursive: true })
      execFileSync('mkfifo', [join(root, 'home/pipes/.config/autostart/app.latchkey.latchkey.desktop')])
      const nobody = { name: 'nobody', uid: 65_534, home: '/nonexistent' }
      const homeless = { name: 'homeless', uid: 2, home: '' }
      const pipes = { name: 'pipes', uid: 3, home: join(root, 'home/pipes') }
      remove('remove', [nobody, homeless, pipes, ada()])
      expect(existsSync(join(root, entry))).toBe(false)
    })
  })

  test.each([
    ['is off', { missing: ['apparmor_parser'] }],
    ['does not let go of it', { appArmor: true, loads: false }],
  ])('nothing is left, and nothing said, where AppArmor %s', (_what, options) => {
    run('after-remove.sh', ['remove'], options)
    expect(left()).toEqual([])
  })

  test('the kernel of whoever takes it out of an image keeps its own profile', () => {
    run('after-remove.sh', ['remove'], { appArmor: true, chroot: ['ischroot'] })
    expect([left(), calls().includes('apparmor_parser --remove')]).toEqual([[], false])
  })

  test('it can be removed and then purged', () => {
    run('after-remove.sh', ['remove'])
    run('after-remove.sh', ['purge'])
    expect(left()).toEqual([])
  })
})
