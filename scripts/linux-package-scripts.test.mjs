import { execFileSync } from 'node:child_process'
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
 * Runs a script as a package manager does, on a system below `root` whose tools answer as said. `becomes`: setpriv runs
 * what it is given, as whoever this is.
 */
function run(
  script,
  args,
  {
    namespaces = true,
    appArmor = false,
    parsed = appArmor,
    chroot = false,
    people = [],
    becomes = false,
  } = {},
) {
  const tools = {
    setpriv: namespaces,
    apparmor_status: appArmor,
    apparmor_parser: parsed,
    'update-desktop-database': true,
  }
  for (const [name, works] of Object.entries(tools)) {
    tool(name, `exit ${works ? 0 : 1}`)
  }
  write('usr/bin/ischroot', `#!/bin/sh\nexit ${chroot ? 0 : 1}\n`, 0o755)
  if (becomes) tool('setpriv', 'while [ "${1#--}" != "$1" ]; do shift; done\nexec "$@"')
  tool('getent', `cat ${root}/passwd`)
  write(
    'passwd',
    people.map(({ name, uid, home }) => `${name}:x:${uid}:${uid}:A, B:${home}:/bin/sh\n`).join(''),
  )
  const text = readFileSync(join(project, 'build', 'linux', script), 'utf8')
  write('script', text.replaceAll(/\/(opt\/Latchkey|etc\/apparmor\.d|usr\/bin\/\w+)/g, `${root}/$1`))
  execFileSync('sh', [join(root, 'script'), ...args], {
    env: { PATH: `${join(root, 'tools')}:/usr/bin:/bin` },
  })
}

const calls = () => readFileSync(join(root, 'calls'), 'utf8')
const mode = () => (statSync(join(root, 'opt/Latchkey/chrome-sandbox')).mode & 0o7777).toString(8)
const link = join('usr', 'bin', 'latchkey')
const profile = join('etc', 'apparmor.d', 'latchkey')

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

  test.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])(
    'its profile is there only where AppArmor is on (%s) and knows it (%s)',
    (appArmor, parsed, expected) => {
      run('after-install.sh', ['configure'], { appArmor, parsed })
      expect(existsSync(join(root, profile))).toBe(expected)
      expect(calls().includes('apparmor_parser --replace')).toBe(expected)
    },
  )

  test('no kernel is told of the profile where an image is made', () => {
    run('after-install.sh', ['configure'], { appArmor: true, chroot: true })
    expect([existsSync(join(root, profile)), calls().includes('--replace')]).toEqual([true, false])
  })
})

describe('after it is removed', () => {
  beforeEach(() => run('after-install.sh', ['configure'], { appArmor: true }))
  // The link leads nowhere here, so that only lstat sees it.
  const left = () => [link, profile].filter(file => lstatSync(join(root, file), { throwIfNoEntry: false }))

  test.each([['remove'], ['purge'], ['0'], ['1.0.0-1']])('nothing is left, whoever says it: %s', argument => {
    run('after-remove.sh', [argument], { appArmor: true })
    expect(left()).toEqual([])
    expect(calls()).toContain(`apparmor_parser --remove ${join(root, profile)}\n`)
  })

  test.each([['upgrade'], ['failed-upgrade'], ['abort-install'], ['abort-upgrade'], ['disappear'], ['1']])(
    'an upgrade keeps what the next version has made: %s',
    argument => {
      run('after-remove.sh', [argument], { appArmor: true })
      expect(left()).toEqual([link, profile])
    },
  )

  describe('"Start at login"', () => {
    const entry = 'home/ada lovelace/.config/autostart/latchkey.desktop'
    const ada = () => ({ name: 'ada', uid: 1815, home: join(root, 'home/ada lovelace') })
    const exec = program => `[Desktop Entry]\nExec="${program}" "--hidden"\n`
    function remove(argument, people = [ada()]) {
      run('after-remove.sh', [argument], { people, becomes: true })
    }

    test('goes with it, as the person whose it is', () => {
      write(entry, exec(join(root, 'opt/Latchkey/latchkey')))
      remove('remove')
      expect(existsSync(join(root, entry))).toBe(false)
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

    test('is looked for at everybody, whatever stands in the way at one', () => {
      write(entry, exec(join(root, 'opt/Latchkey/latchkey')))
      mkdirSync(join(root, 'home/pipes/.config/autostart'), { recursive: true })
      execFileSync('mkfifo', [join(root, 'home/pipes/.config/autostart/latchkey.desktop')])
      const nobody = { name: 'nobody', uid: 65_534, home: '/nonexistent' }
      const homeless = { name: 'homeless', uid: 2, home: '' }
      const pipes = { name: 'pipes', uid: 3, home: join(root, 'home/pipes') }
      remove('remove', [nobody, homeless, pipes, ada()])
      expect(existsSync(join(root, entry))).toBe(false)
    })
  })

  test('it can be removed and then purged', () => {
    run('after-remove.sh', ['remove'])
    run('after-remove.sh', ['purge'])
    expect(left()).toEqual([])
  })
})
